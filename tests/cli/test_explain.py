from __future__ import annotations

import pytest

from audit.cli.explain import conflicts_page, manual
from audit.licenses.entries import entry_ids
from audit.probes.run import PROBES

from .running import Command


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("badge-elsewhere", "A license badge opens the license of another project."),
        ("row-files", "Probes: code-files, data-files"),
        ("license-files", "Looks at: files whose name says license"),
        ("OSAID-P0", "Framework: Open Source AI Definition 1.0 (osaid-1.0)"),
        ("EU-R1", "Requirement EU-R1: Policy on copyright (judged apart)"),
        ("EU-S0", "(decides whether the framework applies)"),
        ("OWM-8", "Requirement OWM-8: Notices by reference (not required)"),
        ("Apache-2.0", "redistribution: allowed, section 4"),
        ("llama3", "user-cap: capped"),
    ],
)
def test_a_page(offline: Command, name: str, words: str) -> None:
    ran = offline("explain", name)
    assert ran.code == 0
    assert words in ran.out


def test_all_ids(offline: Command) -> None:
    names = offline("explain").out.split()
    assert names == sorted({*manual(), *entry_ids()})
    assert len(names) > len(PROBES)


def test_the_reference_page(offline: Command) -> None:
    assert offline("explain", "--conflicts").out == conflicts_page()


def test_an_unknown_name_is_one_line(offline: Command) -> None:
    ran = offline("explain", "badge")
    assert ran.code == 2
    assert "`openness explain` lists what there is." in ran.err
