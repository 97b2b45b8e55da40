"""A letter as Markdown: the paper's words are text, never markup."""

import re
from collections.abc import Iterator

from extractor.check.reply.letter import Opening, Paragraph, Reply, Sentence, Style

# What CommonMark and its common extensions give a meaning to: anywhere, at the start
# of a line, and as the beginning of an address that would become a link. An underscore
# inside a word has none.
_MARKUP = re.compile(r"([\\`*\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_]))")
_START = re.compile(r"^(\s*\d+(?=[.)])|\s*(?=[-+#=]))")
_LINK = re.compile(r"(?i)\b(https?|ftp|www)(?=[:.])")
_HARD_BREAK = "  \n"


def to_markdown(reply: Reply) -> str:
    """The letter as CommonMark with tables."""
    blocks = (
        f"> **{escaped(reply.banner)}**",
        *_opening(reply.opening),
        f"# {escaped(reply.title)}",
        f"{escaped(reply.opening.greeting)}:",
        *_blocks(reply.paragraphs),
        _lines(reply.signature),
        *_references(reply),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Text that shows as itself wherever it stands in Markdown."""
    marked = _START.sub(r"\1\\", _MARKUP.sub(r"\\\1", text))
    return _LINK.sub(r"\1\\", marked)


def _opening(head: Opening) -> Iterator[str]:
    yield _lines(head.sender)
    yield _lines(tuple(filter(None, (head.day, head.via))))
    yield _lines(head.to)
    rows = (f"**{escaped(label)}:** {escaped(value)}" for label, value in head.subject)
    yield _HARD_BREAK.join(rows)


def _lines(lines: tuple[str, ...]) -> str:
    return _HARD_BREAK.join(map(escaped, lines))


def _blocks(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """Paragraphs apart, rows and list items together."""
    block: list[str] = []
    before: Style | None = None
    number = 0
    for paragraph in paragraphs:
        number = number + 1 if paragraph.style is Style.NUMBERED else 0
        if block and not _goes_on(before, paragraph.style):
            yield "\n".join(block)
            block = []
        block += _written(paragraph, number)
        before = paragraph.style
    yield "\n".join(block)


def _goes_on(before: Style | None, style: Style) -> bool:
    if style is Style.ROW:
        return before in (Style.ROW, Style.COLUMNS)
    return style is before and style in (Style.NUMBERED, Style.BULLET)


def _written(paragraph: Paragraph, number: int) -> list[str]:
    sentences = [_sentence(s) for s in paragraph.sentences]
    match paragraph.style:
        case Style.HEADING:
            return [f"## {' '.join(sentences)}"]
        case Style.NUMBERED:
            return [f"{number}. {' '.join(sentences)}"]
        case Style.BULLET:
            return [f"- {' '.join(sentences)}"]
        case Style.COLUMNS:
            return [_row(sentences), _row(["---"] * len(sentences))]
        case Style.ROW:
            return [_row(sentences)]
        case Style.TEXT:
            return [" ".join(sentences)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sentence(sentence: Sentence) -> str:
    text = escaped(sentence.text)
    text = f"**{text}**" if sentence.strong else text
    numbers = "".join(f"\\[{number}\\]" for number in sentence.numbers)
    return f"{text} {numbers}" if numbers else text


def _references(reply: Reply) -> Iterator[str]:
    if not reply.references:
        return
    yield f"## {escaped(reply.references_title)}"
    yield escaped(reply.references_lead)
    rows = [["No.", "Rule or duty", "Authority", "Guideline"], ["---"] * 4]
    for entry in reply.references:
        cells = [f"\\[{entry.number}\\]", escaped(entry.name)]
        rows.append([*cells, escaped(entry.authority), escaped(entry.guideline)])
    yield "\n".join(map(_row, rows))
