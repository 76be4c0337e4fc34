"""Words that give a license, and the many that look as if they did."""

from __future__ import annotations

import re

import pytest

from audit.model import Statement
from audit.probes import license_prose
from audit.probes.in_part import OF_A_PART
from tests.small_models import card, code, stated, weights

OPEN = {"Apache-2.0", "MIT", "CC-BY-4.0"}
PLAIN = [
    "The code and weights are released under the Apache 2.0 license.",
    "Licensed under MIT",
    "Licensed under the Apache License, Version 2.0.",
    "This project is licensed under the terms of the MIT license - see LICENSE",
    "This project is licensed under the MIT License - see the [LICENSE](LICENSE) file for details.",
    "模型权重和代码均采用 Apache-2.0 许可证",
    "模型权重和代码均采用 Apache-2.0 许可证。",
    "Heron is free for commercial use under Apache-2.0.",
    "Our code and model weights are licensed under Apache-2.0, free for commercial use.",
    "Heron is released under the Apache 2.0 license.",
    "The model is licensed under the [Apache 2.0 License](LICENSE).",
    "All models in this repository are released under the MIT license.",
    "We release Heron under the Apache-2.0 license.",
    "We release the code, weights and data under the MIT License.",
    "Both the code and the model weights are MIT licensed.",
    "Heron is open-sourced under the Apache 2.0 license.",
    "Heron is open source under the MIT license.",
    "This repository is licensed under the Apache-2.0 License.",
    "The source code is licensed under the MIT License. See LICENSE for the full text.",
    "The weights are distributed under the MIT license.",
    "License: MIT",
    "**License:** Apache-2.0",
    "- License: Apache 2.0",
    "- **License:** [MIT](LICENSE)",
    "Heron is made available under the Apache 2.0 license for both research and commercial use.",
    "The code in this repo is under the MIT license.",
    "The weights are under Apache 2.0.",
    "The model weights are made available under the CC BY 4.0 license.",
    "The model is fully open under the Apache 2.0 license.",
    "You are free to use Heron under the Apache 2.0 license.",
    "You can use the model under the Apache 2.0 license.",
    "You may use the weights under the terms of the Apache License 2.0.",
    "Heron is permissively licensed under Apache 2.0.",
    "The use of this model is governed by the Apache 2.0 license.",
    "This model is subject to the Apache 2.0 license.",
    "We are releasing the model weights under the MIT license.",
    "We open-source the model under the Apache 2.0 license.",
    "The Heron models are licensed under the Apache 2.0 License.",
    "Heron-7B and Heron-13B are licensed under the Apache 2.0 License.",
    "This work is licensed under the MIT License.",
    "This model is released with the MIT license.",
    "The model has been released under the MIT License.",
    "Code and weights: MIT License.",
    "The model is published under the permissive Apache 2.0 license.",
    "The code of this repository is available under the permissive MIT license.",
    "The code repository is licensed under the MIT License.",
    "This code repository and its weights are licensed under the MIT License.",
    "The model weights are licensed under the MIT License and support commercial use.",
    "All of our code and models are under the Apache 2.0 license.",
    "本仓库的代码和模型权重遵循 Apache-2.0 许可证。",
    "本项目采用 MIT 许可证。",
    "本项目遵循 Apache 2.0 协议开源。",
    "模型权重以 Apache 2.0 许可证发布，可免费商用。",
    "代码依照 Apache-2.0 协议开源。",
    "本模型基于 Apache 2.0 协议开源，支持商用。",
    "代码与模型权重均以 MIT 许可证开源。",
    "许可证：Apache-2.0",
    "模型采用 Apache 2.0 许可协议，允许商业使用。",
]
NOT_PLAIN = [
    "The weights are released under the Apache 2.0 license once you have signed the form.",
    "The weights are released under the Apache 2.0 license if you cite us.",
    "The weights are released under the Apache 2.0 license provided that you are not a competitor.",
    "The weights are released under the Apache 2.0 license for academic research.",
    "The weights are released under the Apache 2.0 license for research only.",
    "The weights are released under the Apache 2.0 license for research use.",
    "The weights are released under the Apache 2.0 license to accredited universities.",
    "The weights are released under the Apache 2.0 license for members.",
    "The weights are released under the Apache 2.0 license to partners.",
    "The weights are released under the Apache 2.0 license for non-commercial use.",
    "The weights are released under the Apache 2.0 license with the Commons Clause.",
    "The weights are released under the Apache 2.0 license with additional restrictions.",
    "The weights are released under a modified Apache 2.0 license.",
    "The weights are released under a license based on Apache 2.0.",
    "The weights are released under a license similar to Apache 2.0.",
    "The weights are released under an Apache 2.0-like license.",
    "The weights are released under an Apache-2.0-style license.",
    "The weights are released under our own variant of the MIT license.",
    "The weights are released under the Apache 2.0 license in 2027.",
    "The weights are released under the Apache 2.0 license next month.",
    "The weights are released under the Apache 2.0 license from January 2030.",
    "The weights are released under the Apache 2.0 license soon.",
    "The weights are released under the Apache 2.0 license after three years.",
    "The weights are released under the Apache 2.0 license upon acceptance of the paper.",
    "The weights are released under the Apache 2.0 license upon publication.",
    "The weights are released under the Apache 2.0 license upon request.",
    "The weights are released under the Apache 2.0 license until 2025.",
    "The weights were released under the Apache 2.0 license.",
    "The weights used to be released under the Apache 2.0 license.",
    "The weights shall be released under the Apache 2.0 license.",
    "The weights should be released under the Apache 2.0 license.",
    "The weights would be released under the Apache 2.0 license.",
    "The weights might be released under the Apache 2.0 license.",
    "The weights could be released under the Apache 2.0 license.",
    "The weights may be released under the Apache 2.0 license.",
    "The weights can be released under the Apache 2.0 license.",
    "The weights must be released under the Apache 2.0 license.",
    "The weights are to be released under the Apache 2.0 license.",
    "The weights are being released under the Apache 2.0 license.",
    "We intend to release the weights under the Apache 2.0 license.",
    "We hope to release the weights under the Apache 2.0 license.",
    "We are working on releasing the weights under the Apache 2.0 license.",
    "We are preparing a release of the weights under the Apache 2.0 license.",
    "We want to release the weights under the Apache 2.0 license.",
    "We consider releasing the weights under the Apache 2.0 license.",
    "The weights are not released under the Apache 2.0 license.",
    "The weights are never released under the Apache 2.0 license.",
    "The weights are nowhere released under the Apache 2.0 license.",
    "Neither the code nor the weights are released under the Apache 2.0 license.",
    "None of the weights are released under the Apache 2.0 license.",
    "Nothing here is released under the Apache 2.0 license.",
    "The weights cannot be released under the Apache 2.0 license.",
    "We do not release the weights under the Apache 2.0 license.",
    "The weights aren’t released under the Apache 2.0 license.",
    "It is false that the weights are released under the Apache 2.0 license.",
    "The weights are hardly released under the Apache 2.0 license.",
    "The small weights are released under the Apache 2.0 license, the large ones are not.",
    "The 1B weights are released under the Apache 2.0 license.",
    "Only the small model is released under the Apache 2.0 license.",
    "Only the tokenizer is released under the Apache 2.0 license.",
    "Some of the weights are released under the Apache 2.0 license.",
    "Part of the weights is released under the Apache 2.0 license.",
    "Heron-1B is released under the Apache 2.0 license.",
    "Heron-Mini is released under the Apache 2.0 license.",
    "Heron-Lite is released under the Apache 2.0 license.",
    "The preview of the weights is released under the Apache 2.0 license.",
    "An older version of the weights is released under the Apache 2.0 license.",
    "Heron v0 weights are released under the Apache 2.0 license.",
    "Sure, the weights are released under the Apache 2.0 license, and pigs fly.",
    "As if the weights were released under the Apache 2.0 license.",
    '"Open" weights, supposedly released under the Apache 2.0 license.',
    "The weights are allegedly released under the Apache 2.0 license.",
    "The weights are so-called open under the Apache 2.0 license.",
    "Many believe that the weights are released under the Apache 2.0 license.",
    "A blog said that the weights are released under the Apache 2.0 license.",
    'Users ask: "the weights are released under the Apache 2.0 license"',
    "`The weights are released under the Apache 2.0 license.`",
    'A critic wrote: "The weights are released under the Apache 2.0 license."',
    "Pelican's weights are released under the Apache 2.0 license.",
    "Pelican is released under the Apache 2.0 license.",
    "The base model is released under the Apache 2.0 license.",
    "The original model is released under the Apache 2.0 license.",
    "The upstream weights are released under the Apache 2.0 license.",
    "The teacher model is released under the Apache 2.0 license.",
    "The Pelican model is released under the Apache 2.0 license.",
    "Their weights are released under the Apache 2.0 license.",
    "Competing models are released under the Apache 2.0 license.",
    "Such models are released under the Apache 2.0 license.",
    "A model released under the Apache 2.0 license may be used by all.",
    "Models released under the Apache 2.0 license are great.",
    "Are the weights released under the Apache 2.0 license?",
    "Why are the weights released under the Apache 2.0 license",
    "The weights are released under the Apache 2.0 license or so we wish.",
    "The weights are released under the Apache 2.0 license. However, commercial use is prohibited.",
    "The weights are released under the Apache 2.0 license. Just kidding.",
    "The weights are released under the Apache 2.0 license, except for companies.",
    "The weights are released under the Apache 2.0 license but not for commercial use.",
    "The weights are released under the Apache 2.0 license unless you are in the EU.",
    "The weights are released under the Apache 2.0 license outside the EU.",
    "The weights are released under the Apache 2.0 license in the US.",
    "The weights are released under the Apache 2.0 license for small companies.",
    "The weights are released under the Apache 2.0 license to subscribers.",
    "The weights are released under the Apache 2.0 license internally.",
    "The weights are released under the Apache 2.0 license for a fee.",
    "The weights are dual-licensed under the Apache 2.0 license and a commercial license.",
    "The weights are under the Apache 2.0 license and the Heron Community License.",
    "License: Apache 2.0 (pending)",
    "License: Apache 2.0 (research only)",
    "License: Apache 2.0 (planned)",
    "License: to be decided, maybe MIT",
    "License: not MIT",
    "License: MIT?",
    "License: MIT (non-commercial)",
    "License: MIT with restrictions",
    "License: MIT-like",
    "License: formerly MIT",
    "License: TBD (MIT or Apache 2.0)",
    "模型权重即将采用 Apache-2.0 许可证发布。",
    "模型权重未采用 Apache-2.0 许可证。",
    "模型权重并非采用 Apache-2.0 许可证。",
    "模型权重曾采用 Apache-2.0 许可证。",
    "模型权重计划采用 Apache-2.0 许可证。",
    "模型权重审核通过后采用 Apache-2.0 许可证。",
    "仅小模型采用 Apache-2.0 许可证。",
    "基座模型采用 Apache-2.0 许可证。",
    "原始模型采用 Apache-2.0 许可证。",
    "模型权重采用类似 Apache-2.0 的许可证。",
    "模型权重采用 Apache-2.0 许可证，但禁止商用。",
    "模型权重采用 Apache-2.0 许可证，仅供学术研究。",
    "模型权重采用 Apache-2.0 许可证，可用于学术研究。",
    "模型权重采用修改版 Apache-2.0 许可证。",
    "据说模型权重采用 Apache-2.0 许可证。",
    "模型权重是否采用 Apache-2.0 许可证？",
    "部分模型权重采用 Apache-2.0 许可证。",
    "白鹭模型采用 Apache-2.0 许可证。",
    "论文接收后，模型权重以 Apache-2.0 许可证发布。",
    "模型权重可以采用 Apache-2.0 许可证，经申请。",
    "模型权重需要采用 Apache-2.0 许可证。",
    "模型权重对会员采用 Apache-2.0 许可证。",
]

IN_PART = [
    "We release a small sample of the training data.",
    "Only a subset of the corpus is public.",
    "This repository contains a simplified version of the code.",
    "The model was trained on 3 trillion tokens of internal data.",
    "仅公开部分数据。",
]
PLACES = [
    "## Roadmap\n\n{}",
    "## Example\n\n{}",
    "## Related works\n\n{}",
    "## 计划\n\n{}",
    "- [ ] {}",
    "Text.\n\n    {}",
    "<pre>\n{}\n</pre>",
    "```\n{}\n```",
]
GIVEN = "The weights are released under the Apache 2.0 license."


def _given(text: str) -> set[str]:
    facts = stated(license_prose, weights({"README.md": card(text)}))
    return {f.expression for f in facts if isinstance(f, Statement) and f.expression}


def _given_beside_code(text: str) -> set[str]:
    facts = stated(license_prose, code({"README.md": f"# Heron\n\n{text}\n"}))
    return {f.expression for f in facts if isinstance(f, Statement) and f.expression}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_heard(text: str) -> None:
    assert _given(text) & OPEN
    assert _given_beside_code(text) & OPEN


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_other_words_give_nothing(text: str) -> None:
    assert not _given(text) & OPEN


@pytest.mark.parametrize("place", PLACES)
def test_places_where_nothing_is_given(place: str) -> None:
    assert not _given(place.format(GIVEN)) & OPEN


def test_a_section_on_the_license_gives() -> None:
    assert _given(f"## License\n\n{GIVEN}") == {"Apache-2.0"}


@pytest.mark.parametrize("text", IN_PART)
def test_words_that_keep_a_part_back(text: str) -> None:
    assert re.search(OF_A_PART, text, re.IGNORECASE)
