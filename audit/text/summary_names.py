"""Names of files that are public summaries of training content."""

from __future__ import annotations

import re

_NAME = re.compile(
    r"(?:^|_)(?:(?:eu|public|ai_act|gpai|model)_)*"
    r"(?:training_(?:content|data)_(?:public_)?summary|data_summary(?:_card)?|public_summary"
    r"|summary_of_(?:the_)?training_(?:content|data)|eu_summary|training_summary_(?:eu|public)"
    r"|(?:public_)?training_summary)(?:_|$)"
    r"|训练(?:内容|数据)(?:的)?(?:公开)?摘要"
)
_ENDINGS = frozenset({"md", "markdown", "txt", "rst", "pdf", "doc", "docx", "odt", "rtf", "html"})
TEXT_ENDINGS = frozenset({"md", "markdown", "txt", "rst"})


def is_summary_name(path: str) -> bool:
    """Whether the name of a document says that it is such a summary."""
    stem, _, ending = path.lower().rpartition("/")[2].rpartition(".")
    return ending in _ENDINGS and _NAME.search(re.sub(r"[\W_]+", "_", stem)) is not None
