"""Code in a list of the user's beside weights of another owner."""

from __future__ import annotations

import pytest

from audit.model import RowFiles
from audit.probes.listed_code import UNTIED, as_shown
from audit.probes.run import state_facts
from tests.small_models import Files, judged, small_model
from tests.small_models import code as code_of
from tests.small_models import weights as weights_of
from tests.traps.model import MIT

HUB = "https://huggingface.co"


def _own(
    code: str,
    readme: str = "# Code\n",
    card: str = "# Heron\n",
    weights: str = "acme/Heron-7B",
    reason: str = "listed in model.yaml",
) -> bool:
    """Whether the code still counts as the model's."""
    model = small_model(
        weights_of({"README.md": card}, artifact=f"hf:{weights}", reason=reason),
        code_of({"README.md": readme}, artifact=code, reason=reason),
    )
    shown = as_shown(*model).artifacts
    assert shown[0] == model.snapshot.artifacts[0]
    assert shown[1].reason.endswith(UNTIED) is not shown[1].own
    return shown[1].own


@pytest.mark.parametrize(
    ("code", "readme", "card", "tied"),
    [
        ("github:acme/x", "", "", True),
        ("github:acme-lab/x", "", "", True),
        ("github:Ac-Me/x", "", "", True),
        ("github:pelican/x", "", "", False),
        ("github:pelican/heron", "", "", True),
        ("github:pelican/acme", "", "", True),
        ("github:pelican/chat", "", "", False),
        ("github:pelican/x", f"[w]({HUB}/acme/Heron-7B)", "", True),
        ("github:pelican/x", f"[w]({HUB}/acme/a) [v]({HUB}/gull/b)", "", True),
        ("github:pelican/x", f"[w]({HUB}/acme/a) [v]({HUB}/gull/b) [u]({HUB}/gull/c)", "", False),
        ("github:pelican/heron", f"[w]({HUB}/pelican/a)", "", False),
        ("github:pelican/x", f"[d]({HUB}/datasets/acme/a)", "", False),
        ("github:pelican/x", "", "[Code](https://github.com/pelican/x)", True),
        ("github:pelican/x", "", "Thanks to [x](https://github.com/pelican/x)", False),
        ("git:https://pelican.example/x", "", "", True),
    ],
)
def test_a_list_alone_ties_no_code_of_another_owner(
    code: str, readme: str, card: str, tied: bool
) -> None:
    assert _own(code, f"# Code\n\n{readme}\n", f"# Heron\n\n{card}\n") is tied


def test_code_that_a_link_led_to_is_judged_where_the_link_was_read() -> None:
    assert _own("github:pelican/x", reason="linked, and published by the same owner")


def test_weights_of_no_owner_leave_the_list_as_it_is() -> None:
    assert _own("github:pelican/x", weights="gpt2")


def test_what_lies_in_untied_code_is_not_the_models() -> None:
    """A toolkit of others, which trains anything, and denies the release of data of its own."""
    text = f"# Pelican\n\n[Pelican]({HUB}/pelican/big)\n\nWe will not release the training data.\n"
    files: Files = {"README.md": text, "train.py": 900, "train.sh": 90, "LICENSE": MIT}
    model = small_model(
        weights_of({"README.md": "# Heron\n\nIt sees birds.\n"}),
        code_of(files, artifact="github:pelican/kit", reason="listed in model.yaml"),
    )
    rows = judged(model).components
    assert rows["training-code"].availability.value == "unknown"
    assert "none that is shown to be this model's" in rows["training-code"].detail
    assert rows["training-data"].availability.value == "unknown"
    assert rows["weights-final"].license.class_ != "osi-approved"
    facts = state_facts(as_shown(*model), model.contents)
    assert not [fact for fact in facts if isinstance(fact, RowFiles)]
