"""The catalogs are whole and up to date: `python -m audit.languages` brings them there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from audit.languages import criteria
from audit.languages.__main__ import main
from audit.languages.catalogs import (
    TEMPLATE,
    catalog_path,
    compiled,
    template,
    translations,
    updated,
    written,
)
from audit.render.phrases import PHRASES

HOLE = re.compile(r"\{\w*\}")
SAME = {"API", "Opening up ChatGPT", "{day} {time} UTC", "{figure} GB", "{figure} MB", ""}
"""Messages that are the same words in another language."""


def of_all() -> Iterator[tuple[str, Message]]:
    for tag in translations():
        with catalog_path(tag).open("rb") as file:
            for message in read_po(file, locale=tag.replace("-", "_")):
                if message.id:
                    yield tag, message


def texts(one: object) -> tuple[str, ...]:
    return tuple(one) if isinstance(one, list | tuple) else (str(one),)


def test_the_list_of_messages_is_that_of_today() -> None:
    assert TEMPLATE.read_bytes() == written(template())


@pytest.mark.parametrize("tag", translations())
def test_a_catalog_has_the_messages_of_today_and_is_compiled(tag: str) -> None:
    path = catalog_path(tag)
    assert path.read_bytes() == written(updated(tag))
    assert path.with_suffix(".mo").read_bytes() == compiled(updated(tag))


def test_every_message_is_translated() -> None:
    assert not [message.id for _, message in of_all() if not all(texts(message.string))]


def test_nothing_is_left_as_it_was() -> None:
    kept = {text for _, one in of_all() for text in texts(one.id) if text in texts(one.string)}
    assert {text for text in kept if re.search("[a-z]{2}", HOLE.sub("", text))} <= SAME


def test_translations_have_the_holes_of_their_messages() -> None:
    for _, message in of_all():
        asked = {hole for text in texts(message.id) for hole in HOLE.findall(text)}
        for said in texts(message.string):
            found = set(HOLE.findall(said))
            assert found <= asked, message.id
            assert found == asked or message.pluralizable, message.id


def test_translations_are_written_in_the_signs_of_their_language() -> None:
    """A full stop, comma or colon after a Chinese sign is a Chinese one."""
    for _, message in of_all():
        for said in texts(message.string):
            assert not re.search(r"[\u4e00-\u9fff][,;:?!.]", said), said
            assert not re.search(r"\.$", said) or not re.search(r"\.$", texts(message.id)[0]), said


def test_all_words_of_the_criteria_are_messages() -> None:
    ours = {text for _, text in criteria.messages()}
    assert "Use for any purpose, without asking" in ours
    assert "read the passages and say whether the data information is sufficient" in ours
    assert "exemption conditions met (indication)" in ours
    assert "a license approved by the OSI" in ours
    assert "no label" in ours
    assert "osi-approved" not in ours


def test_the_command_says_that_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out == ""


def test_phrases_stand_once() -> None:
    assert len(PHRASES) == len(set(PHRASES))
