from __future__ import annotations

from typing import Any

import pytest

from audit.model import DocumentSeen, Role
from audit.probes import documents
from tests.small_models import Files, Part, card, code, part, stated, weights


def _seen(*parts: Part) -> dict[str, str]:
    facts = stated(documents, *parts)
    return {fact.row: fact.availability.value for fact in facts if isinstance(fact, DocumentSeen)}


@pytest.mark.parametrize(
    ("files", "listing", "availability"),
    [
        ({"README.md": card("Heron sees birds.")}, "whole", "released"),
        ({"README.md": card("", license="mit")}, "whole", "partial"),
        ({"README.md": "# Heron\n\n## Use\n"}, "whole", "partial"),
        ({"README.md": ""}, "whole", "not-found"),
        ({"README.md": "\n\n"}, "whole", "not-found"),
        ({"README.md": 300}, "whole", "released"),
        ({"config.json": 900}, "whole", "not-found"),
        ({"config.json": 900}, "part", None),
        ({}, "none", None),
    ],
)
def test_a_card_counts_for_what_it_says(
    files: Files, listing: str, availability: str | None
) -> None:
    assert _seen(weights(files, listing=listing)).get("model-card") == availability


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Paper](https://arxiv.org/abs/2401.00001)", True),
        ("Technical report: https://arxiv.org/abs/2401.00001", True),
        ("[论文](https://arxiv.org/pdf/2401.00001)", True),
        ("Thanks to the [Pelican paper](https://arxiv.org/abs/2401.00001).", False),
        ("We follow [this paper](https://arxiv.org/abs/2401.00001).", False),
        ("## Related work\n\n[Paper](https://arxiv.org/abs/2401.00001)", False),
        ("[here](https://arxiv.org/abs/2401.00001)", False),
        ("[Paper](https://example.org/a.pdf)", True),
        ("[**Technical Report**](Heron_report.pdf)", True),
        ("[Pelican paper](https://example.org/a.pdf)", False),
        ("## Acknowledgements\n\n[Paper](https://example.org/a.pdf)", False),
        (
            "## Citation\n\n```\n@article{h,\n title={Heron},\n eprint={2401.00001},\n"
            " archivePrefix={arXiv}\n}\n```",
            True,
        ),
        (
            "## Citation\n\n```\n@article{h,\n title={Pelican},\n journal={arXiv:2401.00001}\n}\n"
            "@article{g,\n title={Gull},\n journal={arXiv:2401.00002}\n}\n```",
            False,
        ),
        ("Our take on the [Self-Pelican paper](https://arxiv.org/abs/2401.00001).", False),
        ("The [Heron paper](https://arxiv.org/abs/2401.00001) tells more.", True),
        ("The [technical report](https://arxiv.org/abs/2401.00001) tells more.", True),
        ("[DPO](https://arxiv.org/abs/2401.00001), [KTO](https://arxiv.org/abs/2402.1)", False),
    ],
)
def test_a_report_is_this_models_own(text: str, found: bool) -> None:
    assert ("technical-report" in _seen(weights({"README.md": card(text)}))) is found


@pytest.mark.parametrize(
    ("row", "files"),
    [
        ("model-metadata", {"config.json": 900}),
        ("research-paper", {"README.md": "ICLR 2025 [Paper](https://arxiv.org/abs/2401.00001)\n"}),
        ("compute", {"README.md": "Heron was trained on 8 A100 for a week.\n"}),
        ("evaluation-results", {"README.md": "## Results\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"}),
    ],
)
def test_other_documents(row: str, files: dict[str, Any]) -> None:
    assert _seen(weights(files))[row] == "released"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("MODEL_CARD.md", "# Heron\n\nIt sees birds.\n", True),
        ("model-card.md", "It sees birds.\n", True),
        ("MODEL_CARD.md", "# Heron\n", False),
        ("docs/MODEL_CARD.md", "It sees birds.\n", False),
        ("model_cards_of_others.md", "They see birds.\n", False),
    ],
)
def test_a_card_may_lie_beside_the_code(path: str, text: str, found: bool) -> None:
    assert ("model-card" in _seen(code({path: text}))) is found


def test_a_change_log_of_the_code() -> None:
    assert _seen(code({"CHANGELOG.md": "## 1.0\n\nFirst.\n"}))["changelog"] == "released"


@pytest.mark.parametrize("text", ["## Results\n\nGood.\n", "## Use\n\n| a |\n|---|\n"])
def test_results_need_a_table_in_their_section(text: str) -> None:
    assert "evaluation-results" not in _seen(code({"README.md": text}))


@pytest.mark.parametrize(
    ("line", "reviewed"),
    [
        ("- Comments: Accepted at ICLR 2025", True),
        ("- Comments: NeurIPS 2024, 12 pages", True),
        ("- Journal reference: Birds 7 (2024)", True),
        ("- Comments: to appear in ACL", True),
        ("- Comments: Accepted at a workshop", False),
        ("- Comments: Submitted to ICLR 2025", False),
        ("- Comments: Under review at ICML 2025", False),
        ("- Comments: 12 pages, 3 figures", False),
        ("Accepted at ICLR 2025", False),
    ],
)
def test_a_paper_is_reviewed_where_its_page_says_so(line: str, reviewed: bool) -> None:
    paper = part("arxiv:2401.00001", Role.PAPER, {"abs.md": f"# Heron\n\n{line}\n"})
    expected = {"technical-report", "research-paper"} if reviewed else {"technical-report"}
    assert set(_seen(paper)) == expected


def test_a_paper_of_which_nothing_was_read_is_not_known_to_be_reviewed() -> None:
    assert set(_seen(part("arxiv:2401.00001", Role.PAPER, {}))) == {"technical-report"}


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("booktitle={Proceedings of the Conference on Birds}", True),
        ("journal={Transactions of Birds}", True),
        ("booktitle={Proceedings of the Workshop on Birds}", False),
        ("journal={arXiv preprint arXiv:2401.00001}", False),
        ("journal={Submitted to the Journal of Birds}", False),
        ("publisher={Conference on Birds}", False),
    ],
)
def test_a_venue_in_the_papers_own_citation(entry: str, found: bool) -> None:
    text = f"## Citation\n\n```bibtex\n@article{{heron,\n  title={{Heron}},\n  {entry},\n}}\n```\n"
    assert ("research-paper" in _seen(weights({"README.md": card(text)}))) is found
    elsewhere = text.replace("## Citation", "## Related work")
    assert "research-paper" not in _seen(weights({"README.md": card(elsewhere)}))


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ({"cardData": {"license": "mit"}}, True),
        ({"cardData": {"datasets": ["acme/birds"]}}, True),
        ({"cardData": {"tags": ["birds"]}}, False),
        ({"cardData": {}, "tags": ["license:mit"]}, False),
        ({"cardData": ["mit"]}, False),
    ],
)
def test_the_hosts_record_repeats_the_head_of_a_card(record: dict[str, Any], found: bool) -> None:
    """It counts only where the card itself could not be read."""
    assert ("model-metadata" in _seen(weights({}, listing="none", record=record))) is found
    assert "model-metadata" not in _seen(weights({"README.md": "# Heron\n"}, record=record))
