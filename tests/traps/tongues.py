"""Traps of other languages: what was not understood is neither there nor absent."""

from __future__ import annotations

from tests.small_models import code, weights
from tests.traps.model import MIT, SHARDS, SOURCES, UNSEEN_TERMS, Trap, heron, tagged

UNREAD = {"training-data": ("unknown", "unknown"), "data-description": ("unknown", "unknown")}
NOT_TOLD = ("OSAID-D1a", "OSAID-D1b", "OSAID-D1c", "OSAID-D2")
WHY = "which is not read"


def _unread(words: str) -> Trap:
    """A card in another language: nothing may be said to be absent from it."""
    return Trap(
        parts=(heron(words),),
        rows=UNREAD,
        outcomes=dict.fromkeys(NOT_TOLD, "unknown"),
    )


def _no_grant(words: str) -> Trap:
    return Trap(parts=(heron(words, tag=None),), rows=UNSEEN_TERMS)


TONGUES: dict[str, Trap] = {
    "card in French": _unread(
        "# Heron\n\nHeron est un modèle de langue pour les oiseaux.\n\n## Données (data)\n\nLes "
        "données viennent de plusieurs sources qui ne sont pas décrites ici.\n\nElles sont "
        "nombreuses et nous les avons choisies avec soin.\n"
    ),
    "card in German": _unread(
        "# Heron\n\nHeron ist ein Sprachmodell für Vögel.\n\n## Training\n\nDas Modell wurde mit "
        "vielen Texten trainiert, die wir selbst gesammelt haben.\n\nDie Texte sind nicht "
        "öffentlich.\n"
    ),
    "card in Spanish": _unread(
        "# Heron\n\nHeron es un modelo de lenguaje para las aves.\n\n## Pre-training\n\nLos datos "
        "fueron recogidos por nuestro equipo y no se publican.\n\nSon muchos y están en español.\n"
    ),
    "card in Portuguese": _unread(
        "# Heron\n\nHeron é um modelo de linguagem para as aves.\n\n## Dataset\n\nOs dados não "
        "foram publicados, mas serão em breve.\n\nSão muitos e foram coletados por nós.\n"
    ),
    "card in Japanese": _unread(
        "# Heron\n\nHeronは鳥のための言語モデルです。\n\n## データ (data)\n\n"
        "学習データは公開されていません。\n\nデータは多くの文書から集められました。\n"
    ),
    "card in Korean": _unread(
        "# Heron\n\nHeron은 새를 위한 언어 모델입니다.\n\n## Dataset\n\n학습 데이터는 공개되지 "
        "않았습니다.\n\n데이터는 여러 문서에서 수집되었습니다.\n"
    ),
    "card in Russian": _unread(
        "# Heron\n\nHeron — языковая модель для птиц.\n\n## Dataset\n\nОбучающие данные не "
        "опубликованы.\n\nОни собраны из многих источников.\n"
    ),
    "card in Arabic": _unread(
        "# Heron\n\nنموذج لغوي للطيور.\n\n## Data\n\nبيانات التدريب غير منشورة.\n\n"
        "جمعت من مصادر كثيرة.\n"
    ),
    "card in Vietnamese": _unread(
        "# Heron\n\nHeron là một mô hình ngôn ngữ cho các loài chim.\n\n## Training data\n\nDữ "
        "liệu huấn luyện không được công bố.\n\nDữ liệu được thu thập từ nhiều nguồn.\n"
    ),
    "card in Indonesian": _unread(
        "# Heron\n\nHeron adalah model bahasa untuk burung yang kami buat.\n\n## Dataset\n\nData "
        "pelatihan tidak dipublikasikan dan tidak akan dibagikan.\n\nData ini dari banyak sumber.\n"
    ),
    "card in Polish": _unread(
        "# Heron\n\nHeron to model językowy dla ptaków.\n\n## Dataset\n\nDane treningowe nie są "
        "dostępne, ale będą w przyszłości.\n\nZostały zebrane przez nas z wielu źródeł.\n"
    ),
    "README of the code in Japanese": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    **SOURCES,
                    "README.md": "# Heron\n\n## Training data\n\n"
                    "学習データは後日公開する予定です。\n\n"
                    "それまでお待ちください。データは多くあります。\n",
                }
            ),
        ),
        rows={"training-data": ("unknown", "unknown")},
        outcomes={"OSAID-D1a": "unknown"},
    ),
    "license denied in French": _no_grant("Ce modèle n'est pas distribué sous licence MIT."),
    "license denied in German": _no_grant(
        "Die Gewichte sind nicht unter der MIT-Lizenz (MIT license) verfügbar, weil wir das nicht "
        "wollen."
    ),
    "license denied in Spanish": _no_grant(
        "Los pesos no están disponibles under the MIT License, porque no somos los dueños."
    ),
    "license denied in Japanese": _no_grant("このモデルはMIT License (released) ではありません。"),
    "license denied in Korean": _no_grant(
        "이 모델은 MIT License 로 배포 (released) 되지 않습니다."
    ),
    "ban in Japanese under an open tag": Trap(
        parts=(heron("このモデルは研究目的でのみ利用できます。商用利用は禁止です。"),),
        at_most={"weights-final": ("released",)},
        never_open=("weights-final",),
    ),
    "license denied in few words of French": _no_grant(
        "Heron est un modèle de langue pour les oiseaux.\n\nPas sous licence MIT.\n"
    ),
    "ban in few words of Spanish": Trap(
        parts=(
            heron("Heron es un modelo para las aves, por nuestro equipo.\n\nUso no comercial.\n"),
        ),
        never_open=("weights-final",),
    ),
    "ban in French under an open tag": Trap(
        parts=(heron("Ce modèle est réservé à la recherche. Usage commercial interdit."),),
        at_most={"weights-final": ("released",)},
        never_open=("weights-final",),
    ),
    "card in Chinese that names no data": Trap(
        parts=(
            heron(
                "# Heron\n\n苍鹭是一个语言模型。\n\n## 训练数据\n\n"
                "数据共有 300 万张图片。\n\n质量很好。\n"
            ),
        ),
        rows={"training-data": ("not-found", "unknown")},
    ),
    "card in English with words of others": Trap(
        parts=(
            heron(
                "# Heron\n\nHeron sees birds and says what they are.\n\n## Training data\n\nThe "
                "data has 3 million images, as good as we could make it.\n\nIt has « beaucoup de "
                "textes », as the French say.\n"
            ),
        ),
        rows={"training-data": ("not-found", "unknown")},
    ),
    "a translation beside a card in English": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged("## Training data\n\nThe training data is not released.\n"),
                    "README_ja.md": "# Heron\n\n学習データは公開されていません。ごめんなさい。\n",
                }
            ),
        ),
        rows={"training-data": ("withheld", "unknown")},
    ),
}
