"""What a page is on paper: the PDF that the browser prints, read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Printed:
    """A PDF: its text without white space, its outline, and whether it is tagged."""

    text: str
    outline: tuple[str, ...]
    is_tagged: bool


def printed(page: Page) -> Printed:
    """The page as the browser prints it, on the paper that its style asks for."""
    import pypdfium2 as pdfium

    made = page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
    document = pdfium.PdfDocument(made)
    try:
        pages = [
            document[number].get_textpage().get_text_bounded() for number in range(len(document))
        ]
        outline = tuple(one.get_title() for one in document.get_toc())
        is_tagged = document.is_tagged()
    finally:
        document.close()
    return Printed(text=squeezed("".join(pages)), outline=outline, is_tagged=is_tagged)


def squeezed(text: str) -> str:
    """The text without white space and without what a PDF puts where a word is broken."""
    return "".join(text.split()).translate({0x00AD: None, 0x02: None, 0xFFFE: None})
