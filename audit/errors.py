"""What can go wrong with a run, as opposed to what cannot be known about a model."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The process exit codes that the command line promises."""

    DONE = 0
    POLICY_NOT_MET = 1
    USAGE = 2
    NO_EVIDENCE = 3
    BUG = 4


class AuditError(Exception):
    """A run that cannot go on: one line that says what is wrong and what to do."""

    exit_code = ExitCode.USAGE

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem} {advice}")
        self.problem = problem
        self.advice = advice

    def __reduce__(self) -> tuple[type[AuditError], tuple[str, str]]:
        """So that a worker's error reaches another process as it is."""
        return type(self), (self.problem, self.advice)


class CollectError(AuditError):
    """Evidence that could not be collected: no network, no answer, no permission."""

    exit_code = ExitCode.NO_EVIDENCE


class NotKept(CollectError):  # noqa: N818  as `NotThere`
    """What was read cannot be written down: the run ends, as going on would lose it."""
