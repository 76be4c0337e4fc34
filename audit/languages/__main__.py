"""`python -m audit.languages`: brings the catalogs up to date; says what is not translated."""

from __future__ import annotations

import sys

from audit.languages.catalogs import (
    TEMPLATE,
    catalog_path,
    compiled,
    template,
    translations,
    updated,
    written,
)


def main() -> int:
    """Writes all catalogs; 1 where a message has no translation yet."""
    TEMPLATE.write_bytes(written(template()))
    missing = 0
    for tag in translations():
        catalog = updated(tag)
        path = catalog_path(tag)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        for message in catalog:
            if message.id and not all(_texts(message.string)):
                missing += 1
                sys.stdout.write(f"{tag}: {message.id}\n")
    return 1 if missing else 0


def _texts(said: object) -> tuple[object, ...]:
    return tuple(said) if isinstance(said, list | tuple) else (said,)


if __name__ == "__main__":
    sys.exit(main())
