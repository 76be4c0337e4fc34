"""What a command prints on stdout, and what is said where that cannot be written."""

from __future__ import annotations

import os
import sys

from audit.errors import AuditError


def put(text: str | bytes) -> None:
    """Prints the text or the bytes as they are; `AuditError` where the output takes no more."""
    try:
        if isinstance(text, bytes):
            _put_bytes(text)
        else:
            print(text, end="")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(error) from error


def say(text: str) -> None:
    """One line on stderr, in which a stranger's words cannot steer the terminal."""
    from audit.render.untrusted import one_line

    if sys.stderr is not None:
        print(one_line(text, longest=1_000), file=sys.stderr)


def _put_bytes(content: bytes) -> None:
    if sys.stdout is None:
        return
    if sys.stdout.isatty():
        raise AuditError("This is no text for a terminal.", "Send it to a file, or name a folder.")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def flush() -> None:
    """Brings out what was printed while an error can still be told."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(error) from error


def refused(error: OSError) -> AuditError:
    """The error to raise; what is left in the buffer goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return AuditError(f"The output cannot be written: {error.strerror}.", "Check where it goes.")
