"""In which language a text is written, told by its script and by its most usual words.

English and Chinese are read; of a text in another language it is known that it was not. Lists of
names and figures are in no language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

READ = ("English", "Chinese")
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Japanese", re.compile(r"[\u3041-\u30fa\u30fd-\u30ff]")),
    ("Korean", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("Russian or another language in Cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("Arabic, Persian or Urdu", re.compile(r"[\u0600-\u06ff]")),
    ("Hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("Greek", re.compile(r"[\u0370-\u03ff]{2}")),
    ("Hindi or another language of India", re.compile(r"[\u0900-\u0dff]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("Vietnamese", re.compile(r"[\u1ea0-\u1ef9đơưĐƠƯ]")),
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_USUAL = {
    "English": "the of and to is are was were for with that this it we our on from by as be can "
    "have has not which you your or an at will these used its also all more",
    "French": "le la les des une est sont dans pour que qui nous vous avec sur pas ne ce cette "
    "ces aux du par plus être modèle données et sous comme elles ils été au notre",
    "German": "der das und ist sind nicht mit für von dem den ein eine einer wird werden wurde "
    "auf zu wir im auch als es sich modell daten unter oder nach bei unsere",
    "Spanish": "el los las una es son para que con por del se este esta como más fue en modelo "
    "datos está están sus nuestro también de la",
    "Portuguese": "os uma são para que por da dos das não se este esta como foi foram em ao modelo "
    "dados mas serão está um nosso também na",
    "Italian": "il lo gli una sono che con del della dei delle non si questo questa come di nel "
    "modello dati più da stato nostro anche",
    "Dutch": "het een en zijn niet met voor op dat dit wordt werd ook wij aan door bij naar "
    "modellen onze",
    "Polish": "nie na jest są że się dla przez jak dane ale będą oraz został które nasze",
    "Turkish": "ve bir bu için ile olarak da de değil çok olan veri modeli daha gibi ancak "
    "tarafından",
    "Indonesian": "yang di untuk dengan ini tidak dari adalah pada akan kami oleh dalam atau juga "
    "telah bahasa",
    "Czech": "je na se nejsou pro že jsou byl modelu není jako ale které",
    "Swedish": "och är för att som på av det den en ett inte från till vi har",
    "Danish or Norwegian": "og for som på af av det den en et ikke fra til vi har",
    "Romanian": "și este sunt pentru cu că nu din la de un în datele modelul",
    "Finnish": "ja ei että se malli ovat kanssa tämä mutta joka",
    "Hungarian": "és az nem egy hogy adatok modell ez nyelvi",
}
"""Usual words that stand neither in English nor, often, in code."""
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _USUAL.items():
    for _one in _words.split():
        _LANGUAGES_OF[_one] = (*_LANGUAGES_OF.get(_one, ()), _language)
_ENGLISH = frozenset(_USUAL["English"].split())
_LONGEST = 20_000
"""Characters of a text by which its language is told."""
_BEGINNING = 8_000
"""Characters of a document by which its language is told."""
_FEWEST = 3
"""Different usual words by which a language other than English is told."""


def language_of(text: str) -> str | None:
    """The name of the language; None where too little is said to tell."""
    text = text[:_LONGEST]
    return (None if text.isascii() else _by_its_script(text)) or _by_its_words(text)


def _by_its_script(text: str) -> str | None:
    letters = sum(map(str.isalpha, text))
    for name, script in _SCRIPTS:
        few = 40 if name == "Vietnamese" else 7
        if letters and len(script.findall(text)) * few > letters:
            return name
    return "Chinese" if len(_HAN.findall(text)) * 7 > letters > 0 else None


def _by_its_words(text: str) -> str | None:
    """The language with the most usual words; English where it has as many as another."""
    words = _WORD.findall(text.lower())
    if sum(map(_ENGLISH.__contains__, words)) * 4 > len(words):
        return "English"
    said = [word for word in words if word in _LANGUAGES_OF]
    counts = Counter(name for word in said for name in _LANGUAGES_OF[word])
    if not counts:
        return None
    best = min(counts, key=lambda name: (-counts[name], name != "English", name))
    if best == "English":
        return best
    differ = {word for word in said if best in _LANGUAGES_OF[word]}
    return best if len(differ) >= _FEWEST else None


def is_read(text: str) -> bool:
    """Whether nothing shows that the text is in a language that is not read."""
    return (language_of(text) or READ[0]) in READ


def unread_language(sentences: Iterable[str]) -> str | None:
    """The language of most of the words at the beginning, where it is one that is not read."""
    weight: Counter[str] = Counter()
    for text in sentences:
        if weight.total() > _BEGINNING:
            break
        weight[language_of(text) or ""] += len(text)
    known = {name: size for name, size in weight.items() if name}
    unread = {name: size for name, size in known.items() if name not in READ}
    if not unread or sum(unread.values()) * 2 <= sum(known.values()):
        return None
    return min(unread, key=lambda name: (-unread[name], name))
