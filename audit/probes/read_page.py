"""A document whose structure is found once, for all the probes that ask for it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import pairwise

from audit.licenses.identify import Identification, identify
from audit.text import markdown, paragraphs
from audit.text.markdown import Link, Section
from audit.text.page import Page
from audit.text.paragraphs import Sentence
from audit.text.tongues import unread_language
from audit.text.visible import visible

_NEXT_PARAGRAPH = 2


class ReadPage(Page):
    """A page whose structure is found once, for all the probes that ask for it."""

    @cached_property
    def seen(self) -> tuple[str, ...]:
        """The lines as a reader sees them: without comments and what is struck out."""
        return visible(self.lines, self.body_starts_after)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings, each with the lines below it."""
        return markdown.sections(self.seen)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link outside fenced code."""
        return markdown.links(self.seen)

    @cached_property
    def prose(self) -> dict[int, str]:
        """The lines outside fenced code, by number."""
        return dict(markdown.prose_lines(self.seen))

    @cached_property
    def identification(self) -> Identification:
        """Which license the whole text is."""
        return identify("\n".join(self.lines))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences behind the front matter, outside code and headings."""
        return tuple(paragraphs.sentences(self.seen, self.body_starts_after))

    @cached_property
    def unread_language(self) -> str | None:
        """The language of most of the text, where it is one that is not read."""
        return unread_language(sentence.text for sentence in self.sentences)

    @cached_property
    def sentences_at(self) -> dict[tuple[int, int], list[str]]:
        """The sentences by their first and last line."""
        found: dict[tuple[int, int], list[str]] = {}
        for sentence in self.sentences:
            found.setdefault((sentence.first, sentence.last), []).append(sentence.text)
        return found

    @cached_property
    def behind(self) -> dict[tuple[int, str], str]:
        """The sentence that follows, by the last line and the text of the one before it."""
        return {
            (one.last, one.text): following.text
            for one, following in pairwise(self.sentences)
            if following.first - one.last <= _NEXT_PARAGRAPH
        }

    def title_over(self, line: int) -> str:
        """The nearest heading above a line, or on it; empty when there is none."""
        place = bisect_right(self.sections, line, key=lambda section: section.first)
        return self.sections[place - 1].title if place else ""
