"""A report goes in, a drafted letter to its sender comes out."""

from extractor.check.reply.compose import default_kind, draft
from extractor.check.reply.letter import (
    Because,
    Kind,
    NoReply,
    Paragraph,
    Reference,
    Reply,
    Sentence,
    Source,
)
from extractor.check.reply.markdown import to_markdown
from extractor.check.reply.word import to_docx

__all__ = [
    "Because",
    "Kind",
    "NoReply",
    "Paragraph",
    "Reference",
    "Reply",
    "Sentence",
    "Source",
    "default_kind",
    "draft",
    "to_docx",
    "to_markdown",
]
