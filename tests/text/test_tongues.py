from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.tongues import READ, is_read, language_of, unread_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Heron is a model of the birds and it was trained by us.", "English"),
        ("苍鹭是一个关于鸟类的语言模型。", "Chinese"),
        ("蒼鷺是一個關於鳥類的語言模型。", "Chinese"),
        ("Heron使用transformers训练，详见README文件和论文。", "Chinese"),
        ("ヘロンは鳥のための言語モデルです。", "Japanese"),
        ("Heron은 새를 위한 언어 모델입니다.", "Korean"),
        ("Модель обучена на многих текстах.", "Russian or another language in Cyrillic"),
        ("نموذج لغوي للطيور", "Arabic, Persian or Urdu"),
        ("מודל שפה לציפורים", "Hebrew"),
        ("Το μοντέλο είναι για τα πουλιά", "Greek"),
        ("यह पक्षियों के लिए एक भाषा मॉडल है", "Hindi or another language of India"),
        ("แบบจำลองภาษาสำหรับนก", "Thai"),
        ("Dữ liệu huấn luyện không được công bố.", "Vietnamese"),
        ("Ce modèle est publié par notre équipe pour la recherche.", "French"),
        ("Das Modell wurde mit Texten trainiert, die nicht öffentlich sind.", "German"),
        ("Los datos fueron recogidos por el equipo y están en una carpeta.", "Spanish"),
        ("Os dados não foram publicados, mas serão em uma semana.", "Portuguese"),
        ("Il modello è stato addestrato con i dati che sono nel testo.", "Italian"),
        ("Het model is niet met onze gegevens getraind, maar wordt door ons gemaakt.", "Dutch"),
        ("Dane nie są dostępne, ale będą dla nas.", "Polish"),
        ("Bu model Türkçe için eğitildi ve çok büyük değil.", "Turkish"),
        ("Model ini dibuat untuk bahasa yang tidak ada dalam data.", "Indonesian"),
        ("model.safetensors 7B", None),
        ("", None),
        ("| MMLU | 65.3 | 70.1 |", None),
        ("The Heron model (het model van een reiger)", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text) == language
    assert is_read(text) is (language is None or language in READ)


@pytest.mark.parametrize(
    ("sentences", "language"),
    [
        ([], None),
        (["7B", "8 A100"], None),
        (["Heron is a model of the birds."], None),
        (["ヘロンは鳥のための言語モデルです。"], "Japanese"),
        (
            ["Heron is one of the models that see birds, and it sees them.", "鳥のモデルです。"],
            None,
        ),
        (
            ["It is the bird.", "ヘロンは鳥のための言語モデルです。データは公開されていません。"],
            "Japanese",
        ),
    ],
)
def test_the_language_of_most_of_a_text(sentences: list[str], language: str | None) -> None:
    assert unread_language(sentences) == language


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_text_is_in_a_language_or_in_none(texts: list[str]) -> None:
    language = unread_language(texts)
    assert language is None or language not in READ
    assert all(is_read(text) or language_of(text) not in READ for text in texts)
