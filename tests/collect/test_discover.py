"""What a card leads to, against the loopback hub."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.collect.discover import line_of_link
from audit.collect.run import collect
from audit.collect.targets import name_target
from audit.model import Role
from audit.probes.run import state_facts
from tests.hub import Answer, Paper, Shelf, git_repo, hub_repo, serve

from .worlds import CARD, coded, collected, gaps, ids, mentions, opened, plain, reasons, tiny, world

OWNER = "linked, and published by the same owner"


def test_one_hop_with_reasons_and_evidence() -> None:
    found = collected(world(tiny()), "acme/tiny")
    assert reasons(found) == {
        "hf:acme/tiny": "named by the user",
        "github:acme/tiny-code": OWNER,
        "hf:datasets/acme/mix": "named under datasets in the card",
        "hf:datasets/other/pile": "named under datasets in the card",
        "hf:datasets/acme/extra": OWNER,
        "arxiv:2401.00001": "linked as paper or report",
        "hf:acme/base": "named as base_model in the card",
    }
    own = {artifact.id: artifact.own for artifact in found.artifacts}
    assert [name for name in own if not own[name]] == ["hf:datasets/other/pile", "hf:acme/base"]
    lines = {
        artifact.id: artifact.reason_evidence.lines
        for artifact in found.artifacts
        if artifact.reason_evidence
    }
    assert lines == {
        "github:acme/tiny-code": (8, 8),
        "hf:datasets/acme/mix": (4, 4),
        "hf:datasets/other/pile": (4, 4),
        "hf:datasets/acme/extra": (9, 9),
        "arxiv:2401.00001": (8, 8),
        "hf:acme/base": (3, 3),
    }


def test_what_is_only_linked_is_a_mention_with_evidence() -> None:
    found = collected(world(tiny()), "acme/tiny")
    assert {m.id: m.evidence.lines for m in found.mentions} == {
        "github:other/engine": (10, 10),
        "hf:datasets/other/else": (9, 9),
        "hf:other/model": (10, 10),
    }
    for mention in found.mentions:
        assert mention.evidence.quote is not None
        assert mention.evidence.url is not None
        assert mention.evidence.url.endswith(f"#L{(mention.evidence.lines or (0, 0))[0]}")


def linking(words: str, readme: str = "# Code\n", name: str = "other/engine") -> Shelf:
    card = f"# Tiny\n\n{words}\n"
    return world(hub_repo("acme/tiny", {"README.md": card}), repos=(coded(name, readme),))


BACK = "# Engine\n\nWeights: [here](https://huggingface.co/Acme/Tiny).\n"


@pytest.mark.parametrize(
    "words",
    [
        "Our [code](https://github.com/other/engine) is public.",
        "The official repository: https://github.com/other/engine.",
        '<a href="https://github.com/other/engine.git">GitHub</a>',
        "代码：https://github.com/other/engine",
    ],
)
def test_code_that_links_back_is_this_models(words: str) -> None:
    found = collected(linking(words, BACK), "acme/tiny")
    code = next(artifact for artifact in found.artifacts if artifact.id == "github:other/engine")
    assert code.reason == "linked as the code in README.md:3, and its README links back"
    assert code.reason_evidence is not None
    assert code.reason_evidence.artifact == "github:other/engine"
    assert code.reason_evidence.revision == code.revision
    assert code.reason_evidence.lines == (3, 3)
    assert mentions(found) == []


@pytest.mark.parametrize(
    ("words", "readme"),
    [
        ("[code](https://github.com/other/engine)", "# Engine\n"),
        ("[code](https://github.com/other/engine)", "https://huggingface.co/acme/tiny-two\n"),
        ("[code](https://github.com/other/engine)", "https://huggingface.co/datasets/acme/tiny\n"),
        ("[code](https://github.com/other/engine)", "It runs acme/tiny well.\n"),
        ("[thanks](https://github.com/other/engine)", BACK),
    ],
)
def test_code_that_does_not_is_a_mention(words: str, readme: str) -> None:
    found = collected(linking(words, readme), "acme/tiny")
    assert mentions(found) == ["github:other/engine"]
    assert ids(found) == ["hf:acme/tiny"]


def test_a_repository_that_is_not_there_is_a_mention() -> None:
    found = collected(linking("[code](https://github.com/gone/gone)"), "acme/tiny")
    assert mentions(found) == ["github:gone/gone"]
    assert gaps(found) == {}


def test_a_plain_link_first_does_not_hide_the_code() -> None:
    words = "See https://github.com/other/engine\n\n[Code](https://github.com/Other/Engine)"
    assert "github:other/engine" in ids(collected(linking(words, BACK), "acme/tiny"))


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("other/tiny", True),
        ("other/Tiny-Train", True),
        ("other/chat-models", False),
        ("other/vision-instruct-toolkit", False),
    ],
)
def test_a_like_name_is_one_that_says_something(name: str, accepted: bool) -> None:
    card = f"[Code](https://github.com/{name})\n"
    model = hub_repo("acme/tiny-vision-chat-instruct", {"README.md": card})
    found = collected(world(model, repos=(coded(name),)), "acme/tiny-vision-chat-instruct")
    assert (f"github:{name}" in ids(found)) is accepted
    if accepted:
        assert reasons(found)[f"github:{name}"] == "linked as the code, under a like name"


def test_a_folder_on_disk_has_no_owner(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "README.md").write_text(CARD)
    found = collected(world(tiny()), folder)
    assert "github:acme/tiny-code" in mentions(found)
    assert "hf:datasets/acme/extra" in mentions(found)
    assert not next(a for a in found.artifacts if a.id == "hf:datasets/acme/mix").own


def test_arxiv_ids_come_from_links_and_tags() -> None:
    card = (
        "See the [report](https://arxiv.org/pdf/2402.00002) and https://arxiv.org/abs/2403.00003."
    )
    model = hub_repo("acme/tiny", {"README.md": card}, tags=("arxiv:2401.00001", "arxiv:nine"))
    found = collected(world(model), "acme/tiny")
    papers = {a.id: (a.reason, a.url) for a in found.artifacts if a.id.startswith("arxiv:")}
    assert papers["arxiv:2401.00001"] == (
        "tagged on the Hub",
        "https://arxiv.org/abs/2401.00001v1",
    )
    assert papers["arxiv:2402.00002"][0] == "linked as paper or report"
    assert {paper: gaps(found).get(paper) for paper in papers} == {
        "arxiv:2401.00001": None,
        "arxiv:2402.00002": "unreadable",
        "arxiv:2403.00003": "unreadable",
    }


def test_without_a_card_the_hubs_record_is_asked() -> None:
    card = "---\nbase_model: acme/base\ndatasets: acme/mix\n---\n"
    model = hub_repo("acme/tiny", {"README.md": card}, served=False)
    found = collected(world(model), "acme/tiny")
    assert ids(found) == ["hf:acme/tiny", "hf:datasets/acme/mix", "hf:acme/base"]
    evidence = found.artifacts[2].reason_evidence
    assert evidence is not None
    assert evidence.path == "api/model-info.json"
    assert "acme/base" in (evidence.quote or "")


def test_a_chain_of_base_models() -> None:
    chain = [plain(f"acme/m{n}", base_model=f"acme/m{n + 1}") for n in range(14)]
    found = collected(Shelf(models=chain), "acme/m0")
    assert ids(found) == [f"hf:acme/m{n}" for n in range(11)]
    assert gaps(found) == {"hf:acme/m11": "not-looked"}
    for ancestor in found.artifacts[1:]:
        assert {d.path for d in ancestor.documents} == {
            "api/model-info.json",
            "README.md",
            "LICENSE",
        }


def test_a_cycle_of_base_models_ends() -> None:
    models = [
        plain("acme/one", base_model="acme/two"),
        plain("acme/two", base_model="Acme/One"),
        plain("acme/self", base_model="[acme/self, acme/one]"),
    ]
    assert ids(collected(Shelf(models=models), "acme/self")) == [
        "hf:acme/self",
        "hf:acme/one",
        "hf:acme/two",
    ]


def test_an_ancestor_that_cannot_be_read_is_a_gap() -> None:
    models = [
        plain("acme/tiny", base_model="[acme/gone, acme/gated, acme/private]"),
        hub_repo("acme/gated", {"README.md": "x", "LICENSE": "x"}, gated="manual"),
        hub_repo("acme/private", {"README.md": "x"}, private=True),
    ]
    found = collected(Shelf(models=models), "acme/tiny")
    assert ids(found) == ["hf:acme/tiny", "hf:acme/gated"]
    assert gaps(found) == {"hf:acme/gone": "missing", "hf:acme/private": "missing"}
    within = {(gap.path, gap.reason.value) for gap in found.gaps if gap.artifact == "hf:acme/gated"}
    assert within == {("README.md", "gated"), ("LICENSE", "gated")}


def test_a_launch_script_names_a_base_model() -> None:
    script = "python train.py --model_name_or_path acme/base --vision_tower other/clip\n"
    local = "python train.py --model_name_or_path checkpoints/acme-base\n"
    files = {"README.md": "# Code\n", "train.sh": script, "finetune.sh": local}
    shelf = world(repos=(git_repo("acme/code", files),))
    found = collected(shelf, "github:acme/code")
    assert reasons(found)["hf:acme/base"] == "a launch script starts from it"
    assert ids(found) == ["github:acme/code", "hf:acme/base"]
    assert found.gaps == ()


def test_no_more_of_a_kind_than_is_useful() -> None:
    links = "".join(f"- https://github.com/acme/r{n}\n" for n in range(5))
    model = hub_repo("acme/tiny", {"README.md": links})
    shelf = world(model, repos=tuple(coded(f"acme/r{n}") for n in range(5)))
    found = collected(shelf, "acme/tiny")
    assert ids(found)[1:] == ["github:acme/r0", "github:acme/r1", "github:acme/r2"]
    assert gaps(found) == {"github:acme/r3": "not-looked", "github:acme/r4": "not-looked"}


def test_the_line_of_a_link() -> None:
    text = b"a\nhttps://hf.co/acme/Tiny.\n"
    assert line_of_link(text, "acme/tiny") == 2
    assert line_of_link(b"\xff https://hf.co/acme/tiny-two", "acme/tiny") is None


def test_a_readme_that_changed_since_the_look_does_not_count() -> None:
    card = "[Code](https://github.com/other/engine)\n"
    model = hub_repo("acme/tiny", {"README.md": card})
    with serve(world(model)) as hub, opened(hub) as door:
        said = Answer(headers={"Content-Type": "text/plain"}, body=BACK.encode())
        hub.instead["/raw/other/engine/HEAD/README.md"] = said
        found, _ = collect(name_target("acme/tiny"), door)
    assert ids(found) == ["hf:acme/tiny"]
    assert mentions(found) == ["github:other/engine"]


def test_no_more_than_a_few_readmes_of_others_are_looked_into() -> None:
    links = "".join(f"- [code](https://github.com/other/r{n})\n" for n in range(7))
    shelf = world(hub_repo("acme/tiny", {"README.md": links + links}))
    with serve(shelf) as hub, opened(hub) as door:
        found, _ = collect(name_target("acme/tiny"), door)
        asked = [target for _, target in hub.requests if target.startswith("/raw/other/")]
    assert len(asked) == len(set(asked)) == 5
    assert len(mentions(found)) == 7


def test_a_repository_that_links_itself_or_nothing_is_a_mention_at_most() -> None:
    readme = (
        "[us](https://github.com/acme/code) [them](https://github.com/other/engine) "
        "[f](https://github.com/features/actions) [d](https://huggingface.co/docs/hub)\n"
    )
    found = collected(world(repos=(coded("acme/code", readme),)), "github:acme/code")
    assert mentions(found) == ["github:other/engine"]


def page_leads(card: str, *, code: str = "# Code\n") -> dict[str, tuple[str, bool]]:
    """The pages that a card leads to, with the reason and whether they are the publisher's."""
    shelf = world(tiny(card), repos=(coded("acme/tiny-code", code),))
    with serve(shelf) as hub, opened(hub) as door:
        found = collect(name_target("acme/tiny"), door)[0]
    pages = [artifact for artifact in found.artifacts if artifact.role is Role.PAGE]
    return {page.id.removeprefix("page:"): (page.reason, page.own) for page in pages}


NAMED = "named as license_link in the card"
LICENSE = "linked as the license"
PROJECT = "linked as the project's page"
BLOG = "linked as a blog post"
SUMMARY = "linked as the summary of training content"


@pytest.mark.parametrize(
    ("card", "found"),
    [
        ("[Project page](https://tiny.example/#top)", {"https://tiny.example/": (PROJECT, True)}),
        ("[🏠 Homepage](https://tiny.example)", {"https://tiny.example": (PROJECT, True)}),
        ("Project page: https://tiny.example/x.", {"https://tiny.example/x": (PROJECT, True)}),
        ("[项目主页](https://tiny.example)", {"https://tiny.example": (PROJECT, True)}),
        ("[Other's website](https://other.example)", {"https://other.example": (PROJECT, False)}),
        ("[Blog](https://tiny.example/b)", {"https://tiny.example/b": (BLOG, True)}),
        ("[博客](https://tiny.example/b)", {"https://tiny.example/b": (BLOG, True)}),
        (
            "[Blog](https://huggingface.co/blog/acme/tiny)",
            {"https://huggingface.co/blog/acme/tiny": (BLOG, True)},
        ),
        (
            "[Public summary of training content](https://acme.example/s)",
            {"https://acme.example/s": (SUMMARY, True)},
        ),
        (
            "[EU training data summary](https://acme.example/s)",
            {"https://acme.example/s": (SUMMARY, True)},
        ),
        (
            "[Pelican's training data summary](https://b.example/s)",
            {"https://b.example/s": (SUMMARY, False)},
        ),
        ("[训练内容摘要](https://acme.example/s)", {"https://acme.example/s": (SUMMARY, True)}),
        ("[a blog of others](https://b.example/b)", {"https://b.example/b": (BLOG, False)}),
        ("[License](https://acme.example/l)", {"https://acme.example/l": (LICENSE, False)}),
        ("License: https://acme.example/l", {"https://acme.example/l": (LICENSE, False)}),
        ("[许可协议](https://acme.example/l)", {"https://acme.example/l": (LICENSE, False)}),
        (
            "[Website](https://acme.example) [license](https://acme.example/l)",
            {
                "https://acme.example": (PROJECT, True),
                "https://acme.example/l": (LICENSE, True),
            },
        ),
        (
            "---\nlicense_link: https://acme.example/l\n---\n# Tiny\n",
            {"https://acme.example/l": (NAMED, False)},
        ),
        (
            "---\nlicense_link: https://acme.example/l\n---\n[Website](https://acme.example)\n",
            {
                "https://acme.example/l": (NAMED, True),
                "https://acme.example": (PROJECT, True),
            },
        ),
        (
            "---\nlicense_link: https://huggingface.co/acme/base/blob/main/LICENSE\n---\n",
            {"https://huggingface.co/acme/base/blob/main/LICENSE": (NAMED, False)},
        ),
        ("---\nlicense_link: https://huggingface.co/Acme/Tiny/blob/main/LICENSE\n---\n", {}),
        ("---\nlicense_link: LICENSE\n---\n", {}),
        ("---\nlicense_link: 'javascript:alert(1)'\n---\n", {}),
        ("---\nlicense_link: {a: b}\n---\n", {}),
        ("[License](LICENSE) [license](https://github.com/a/b/blob/main/LICENSE)", {}),
        ("[License](https://huggingface.co/acme/tiny/blob/main/LICENSE)", {}),
        ("[website](https://x.com/acme) [blog](https://img.shields.io/badge/blog-x)", {}),
        ("[![license](https://a.example/b.svg)](https://a.example/license.png)", {}),
        ("[homepage](javascript:alert(1)) [blog](http://user@a.example)", {}),
        (
            "[Website](https://web.archive.org/web/2024/https://tiny.example)",
            {
                "https://web.archive.org/web/2024/https://tiny.example": (
                    f"{PROJECT} (an archived copy of 2024, not the origin, which is"
                    " https://tiny.example)",
                    False,
                )
            },
        ),
        ("[here](https://acme.example) and https://acme.example/x", {}),
        (f"[blog](https://acme.example/{'x' * 450}) [blog](/b)", None),
    ],
    ids=range(32),
)
def test_the_pages_that_a_card_leads_to(
    card: str, found: dict[str, tuple[str, bool]] | None
) -> None:
    leads = page_leads(card)
    if found is not None:
        assert leads == found
    else:
        assert len(leads) == 1


def test_the_pages_of_the_code_are_read_too() -> None:
    card = "# Tiny\n\n[Code](https://github.com/acme/tiny-code)\n"
    found = page_leads(card, code="# Code\n\n[Project Page](https://tiny.example)\n")
    assert found == {"https://tiny.example": (PROJECT, True)}


def test_five_pages_are_read_at_most() -> None:
    card = "".join(f"[blog](https://acme.example/{n})\n" for n in range(9))
    found = collected(world(tiny(card)), "acme/tiny")
    assert len([one for one in found.artifacts if one.role is Role.PAGE]) == 5
    left = [gap.detail for gap in found.gaps if gap.artifact.endswith(("/5", "/8"))]
    assert left == ["no more than 5 of this kind are read"] * 2


def test_the_hubs_record_names_a_license_page_where_no_card_is_read() -> None:
    card = "---\nlicense_link: https://acme.example/l\n---\n"
    model = hub_repo("acme/tiny", {"README.md": card}, served=False)
    found = collected(world(model), "acme/tiny")
    (page,) = [one for one in found.artifacts if one.role is Role.PAGE]
    assert (page.id, page.reason, page.own) == ("page:https://acme.example/l", NAMED, False)
    assert page.reason_evidence is not None
    assert "license_link" in str(page.reason_evidence.quote)


SAID = b"""<h1>Heron</h1><h2>Related work</h2><p>Gull-7B was trained on the Pond corpus. We will
not release the code of Gull.</p><h2>Training data</h2><p>We train Heron on 3 million image pairs of
the Mix dataset. The training data is not released. The weights of Heron are released under the MIT
License.</p>"""


def _facts_of(said: bytes, name: str = "acme/heron") -> dict[str, list[str]]:
    """The kinds of facts of a page and a paper that say the same, served to the real clients."""
    with serve(world()) as hub:
        link = f"[Website]({hub.hf_endpoint}/site) [paper](https://arxiv.org/abs/2401.00001)"
        hub.pages["/site"] = ("text/html", said)
        model = hub_repo(name, {"README.md": f"# Heron\n\n{link}"})
        paper = Paper(id="2401.00001", title="Heron: a Model", html=said)
        hub.shelf = world(model, papers=(paper,))
        with opened(hub) as door:
            snapshot, contents = collect(name_target(name), door)
    artifacts = {one.id: one for one in snapshot.artifacts}
    page, text = artifacts[f"page:{hub.hf_endpoint}/site"], artifacts["arxiv:2401.00001"]
    assert [document.path for document in page.documents] == ["page.html", "page.md"]
    assert "paper.md" in [document.path for document in text.documents]
    facts = state_facts(snapshot, contents)
    return {
        one.role.value: [type(fact).__name__ for fact in facts if fact.artifact == one.id]
        for one in (page, text)
    }


def test_what_a_page_and_a_paper_say_of_this_model() -> None:
    found = _facts_of(SAID)
    told = ["Statement", "DataDocumentation", "Passage", "DataSource", "Pledge"]
    assert found["page"] == told
    assert sorted(found["paper"]) == sorted([*told, "DocumentSeen"])


def test_what_a_page_and_a_paper_say_of_others_is_no_fact() -> None:
    """A page must not make a model look more open."""
    found = _facts_of(SAID, "acme/Pelican")
    assert found == {"page": ["Unknown"], "paper": ["Unknown"]}
    others = SAID.replace(b"We train Heron", b"Gull was trained").replace(b"of Heron", b"of Gull")
    others = others.replace(b"The training data is", b"Its training data was")
    assert _facts_of(others) == {"page": [], "paper": ["DocumentSeen"]}
