"""What is printed of a register, and of its comparison with what the tool found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from audit.model import Assessment, Evidence, FrameworkVerdict, Role
from audit.registers.against import Compared, Standing
from audit.registers.cells import Register
from audit.registers.reading import Read
from audit.render.untrusted import one_line

_MOST_SHOWN = 3
_LONGEST = 600
_TOLD = (Standing.CONTRADICTS, Standing.ELSEWHERE)


def in_short(one: Read) -> Iterator[str]:
    """What a file comes to, and what in it could not be taken."""
    register = one.register
    found = sum(cell.finding is not None for cell in register.cells)
    told = f"{register.title}: {found} findings"
    verdict = one.verdict()
    if verdict is not None:
        told += f"; {_says(verdict)} ({verdict.name}, {verdict.version})"
    yield told
    for problem in register.unread:
        yield f"{register.file}: {problem}"


def _says(verdict: FrameworkVerdict) -> str:
    """The answer, with how far each class is."""
    told = (
        f"{step.name} {step.progress[0]:.4g} %" for step in verdict.steps.values() if step.progress
    )
    return "; ".join((verdict.says, *told))


def comparison(register: Register, found: Sequence[Compared], of: Assessment) -> str:
    """The contradictions with both sides' evidence, under a count of all cells."""
    lines = chain(_head(register, found, of), _body(register, found))
    return "".join(f"{line}\n" for line in lines)


def _head(register: Register, found: Sequence[Compared], of: Assessment) -> Iterator[str]:
    counts = {kind: sum(one.standing is kind for one in found) for kind in Standing}
    yield _line(
        f"{register.name} on {register.title}: {counts[Standing.AGREES]} agree, "
        f"{counts[Standing.CONTRADICTS]} contradict, {counts[Standing.OPEN]} not decided, "
        f"{counts[Standing.ELSEWHERE]} links lead elsewhere"
    )
    own = [one.id for one in of.artifacts if one.own and one.role is Role.WEIGHTS]
    names = [name.removeprefix("hf:") for name in (of.target.id, *own)]
    if register.model is not None and register.model.lower() not in map(str.lower, names):
        yield _line(f"the register speaks of {register.model}, this audit of {names[-1]}")


def _body(register: Register, found: Iterable[Compared]) -> Iterator[str]:
    for one in found:
        if one.standing in _TOLD:
            yield ""
            yield _line(f"{one.cell.title} ({one.cell.subject}), {one.aspect}:")
            yield from _theirs(register, one)
            yield from _ours(one)


def _theirs(register: Register, one: Compared) -> Iterator[str]:
    note = f" - {one.cell.said}" if one.cell.said and one.cell.kind != "component" else ""
    yield _line(f"{register.name}: {one.theirs}{note}", 1)
    yield _line(f"{register.file}:{one.cell.lines[0]}" if one.cell.lines else register.file, 2)
    yield from (_line(link, 2) for link in one.cell.links[:_MOST_SHOWN])


def _ours(one: Compared) -> Iterator[str]:
    yield _line(f"this audit: {one.ours}", 1)
    for reason in one.because[:_MOST_SHOWN]:
        if reason.text:
            yield _line(reason.text, 2)
        yield from (_place(evidence) for evidence in reason.evidence[:_MOST_SHOWN])


def _place(evidence: Evidence) -> str:
    where = evidence.url or "/".join(filter(None, (evidence.artifact, evidence.path)))
    lines = f":{evidence.lines[0]}" if evidence.lines and not evidence.url else ""
    return _line(f"{where}{lines}" + (f' "{evidence.quote}"' if evidence.quote else ""), 2)


def _line(text: str, depth: int = 0) -> str:
    return "  " * depth + one_line(text, longest=_LONGEST)
