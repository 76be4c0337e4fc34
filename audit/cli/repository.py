"""Where a folder lies in the git repository that holds it."""

from __future__ import annotations

from pathlib import Path


def path_inside(folder: Path, otherwise: Path | None = None) -> str:
    """The path below the repository that holds the folder, empty for its top.

    Where none holds it, below `otherwise` if the folder lies there, else below itself.
    """
    place = folder.resolve()
    top = next((one for one in (place, *place.parents) if (one / ".git").exists()), None)
    if top is None:
        top = otherwise if otherwise is not None and place.is_relative_to(otherwise) else place
    inside = place.relative_to(top).as_posix()
    return "" if inside == "." else inside
