"""A page goes in; out come the lines, titles and cues that tell what it is for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Document, Page, Word
from extractor.packet import Role
from extractor.split import rules
from extractor.taxonomy.headings import Line, Title, lines, looks_like_title
from extractor.taxonomy.instruments import Form, forms
from extractor.taxonomy.phrases import Hit, skeletons

# Lines that say nothing of the page: Bates numbers, fax and court filing headers.
_STAMP = re.compile(
    r"^(?:\W*[A-Z]{2,}[A-Z-]*[ _-]*\d{5,}\W*"
    r"|case\b.*\bfiled\b.*\bpage\b.*"
    r"|.*\b(?:fax|p[.@]?\d)\b.*\d{1,2}[:.]\d{2}.*"
    r"|\d{1,2}/\d{1,2}/\d{2,4} +\d{1,2}:\d{2}.*"
    r"|(?:page )?\W*\d{1,3}\W*(?:of \d+)?)$",
    re.IGNORECASE,
)
_LATER_PAGE = re.compile(
    r"\(page (?:[2-9]|\d\d)\)|\bpage ([2-9]|\d\d) of", re.IGNORECASE
)
# "Re" is two small letters: scans read Rc, Be, Ko. A wrong one costs little.
_SUBJECT = re.compile(
    r"^\W?(?:[rbk] ?[ceo]|subject|subj|betreff|objet|asunto)\b *[:;.]\W*", re.IGNORECASE
)
_CAPTION = re.compile(
    r"\bcourt\b|^to all\b|\bdepartment of\b|^in re\b|^in the matter\b"
    r"|^(?:procura|tribunale?|juzgado|fiscalia|staatsanwalt\w*|amtsgericht|parquet)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"\W?(?:from|to|cc|bcc|subject|sent|date|attachments?) ?:", re.IGNORECASE
)
_COVER = re.compile(
    r"\W?(to|from|fax|pages|no\.? of pages|total pages)\b.{0,24}?:", re.IGNORECASE
)
MAIL_LINES = 10
COVER_LABELS, COVER_WORDS = 3, 120
"""A fax cover says to whom, from whom and how many pages, and little else."""
ABOVE = 60
"""So many words above a heading and they are a paper of their own."""
CAPITALS = 0.8
TOP_LINES = 14
FRESH_LINES = 5

_LETTER = re.compile(
    r"\W?(?:re|ref|dear|to|attn|attention|subject)\b.{0,12}[:.,]", re.IGNORECASE
)
_SECTION = re.compile(
    r"^(?:section|part|article|abschnitt|titre) +([A-Z]|\d{1,2})\b", re.IGNORECASE
)
_FIRST_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]\s")


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of one page. Title lines count from 0 within `lines`."""

    page: Page
    lines: tuple[Line, ...]
    word_count: int
    titles: tuple[Title, ...]
    instrument_titles: tuple[Title, ...]
    cues: tuple[Hit, ...]
    instrument_cues: tuple[Hit, ...]
    form: Form | None
    is_later_page: bool
    is_fresh: bool
    is_mail: bool
    is_cover: bool
    closes: bool

    @property
    def text(self) -> str:
        """The lines, joined."""
        return "\n".join(line.text for line in self.lines)

    @property
    def has_head(self) -> bool:
        """True when a title, a caption or a form's code stands at the top."""
        titles = (*self.instrument_titles, *self.titles)
        titled = any(title.first < TOP_LINES for title in titles)
        return titled or self.is_fresh or self.form is not None

    def height(self, title: Title) -> float:
        """1 for a title among the first lines, less the lower it stands."""
        if title.first < TOP_LINES:
            return 1.0 if self._opens(title) else 0.5
        return 0.6 if title.first < 0.6 * len(self.lines) else 0.25

    def _opens(self, title: Title) -> bool:
        """False for the heading of a return, say, below the text of something else."""
        above = self.lines[: title.first]
        sentences = any(x.text.endswith(".") and len(x.words) > 5 for x in above)
        return not sentences or sum(len(x.words) for x in above) < ABOVE


def view(document: Document, page: Page) -> View:
    """Look at one page of a document."""
    words = _words(document, page)
    kept = _speaking(lines(words))
    spoken = [word for line in kept for word in line.words]
    return View(
        page=page,
        lines=kept,
        word_count=_word_count(spoken),
        titles=_proper((*rules.role_titles().find(kept), *_openings(kept)), kept),
        instrument_titles=_proper(rules.instrument_titles().find(kept), kept),
        cues=rules.role_phrases().find(spoken),
        instrument_cues=rules.instrument_phrases().find(spoken),
        is_later_page=any(
            _LATER_PAGE.search(line.text) for line in kept[:3] + kept[-3:]
        ),
        form=_form(kept),
        is_mail=sum(bool(_MAIL.match(x.text)) for x in kept[:MAIL_LINES]) > 2,
        is_cover=_is_cover(kept),
        is_fresh=any(map(_is_caption, kept[:FRESH_LINES])),
        closes=bool(rules.closings().find(spoken)),
    )


def _is_cover(page: Sequence[Line]) -> bool:
    """True for the sheet that goes before a fax."""
    top = "\n".join(line.text for line in page[:TOP_LINES])
    labels = {label.lower() for label in _COVER.findall(top)}
    few = sum(len(line.words) for line in page) < COVER_WORDS
    return few and len(labels) >= COVER_LABELS and {"to", "from"} <= labels


def _is_caption(line: Line) -> bool:
    """True for a line that names a court, a department or a matter, not a sentence."""
    short = len(line.words) <= 10 and not line.text.endswith(".")
    named = _CAPTION.search(line.text) is not None
    return short and named and looks_like_title(line.text)


def _word_count(words: Sequence[Word]) -> int:
    """Words, where the script parts them; else every eight letters count as one."""
    letters = sum(c.isalnum() for word in words for c in word.text)
    return max(sum(any(map(str.isalnum, w.text)) for w in words), letters // 8)


def _words(document: Document, page: Page) -> tuple[Word, ...]:
    span = document.page_span(page.number)
    return document.words_in(span) if span else ()


def _speaking(page: Sequence[Line]) -> tuple[Line, ...]:
    kept = [line for line in page if not _STAMP.match(line.text.strip())]
    return tuple(Line(i, line.words) for i, line in enumerate(kept))


def _openings(page: Sequence[Line]) -> tuple[Title, ...]:
    """Headings that a word such as "Attachment" opens, or "subpoena" makes one."""
    named = (_noun_title(line) for line in page[:TOP_LINES])
    opened = (_opening(line) for line in page)
    return tuple(title for title in (*opened, *named) if title)


def _noun_title(line: Line) -> Title | None:
    if len(line.words) > 10 or not _in_capitals(line.text):
        return None
    tokens = (token for word in line.words for token in skeletons(word.text))
    role = rules.noun_role(tokens)
    return _title(line, role) if role else None


def _title(line: Line, role: Role) -> Title:
    return Title(role.value, line.text, line.number, line.number, 1.0, line.span)


def _opening(line: Line) -> Title | None:
    if len(line.words) > 10 or _is_label(line):
        return None
    tokens = skeletons(line.words[0].text)
    role = rules.opening_role(tokens[0]) if tokens else None
    short = len(line.words) <= 3 and not line.text.rstrip().endswith((".", ",", ";"))
    heads = line.number < 2 and looks_like_title(line.text) and line.text[-1] != "."
    if role is None or not (short or heads or _in_capitals(line.text)):
        return None
    return _title(line, role)


def _in_capitals(text: str) -> bool:
    """True where all but a misread letter or two are capitals."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return bool(letters) and capitals >= CAPITALS * len(letters)


def _proper(titles: tuple[Title, ...], page: Sequence[Line]) -> tuple[Title, ...]:
    """Without subject lines and asides: a letter about a subpoena is no subpoena."""
    return tuple(
        title
        for title in titles
        if not is_subject(page, title.first) and not title.text.startswith("(")
    )


def _is_label(line: Line) -> bool:
    """True for "Attachments: letter.pdf", a mail's header, not a heading."""
    return line.words[0].text.endswith(":") and len(line.words) > 1


def _form(page: Sequence[Line]) -> Form | None:
    """The official form whose code stands in the first lines."""
    head = [line.text for line in page[:3]]
    return next((f for f in forms() if any(map(f.is_named_in, head))), None)


def is_subject(page: Sequence[Line], number: int) -> bool:
    """True for the subject line of a letter, `Re:` on it or on the line before."""
    if _SUBJECT.match(page[number].text):
        return True
    before = page[number - 1].text.strip() if number else ""
    return bool(_SUBJECT.fullmatch(before))


def is_letter(page: View) -> bool:
    """True for a page with a subject, a salutation or an addressee at its top."""
    top = (line.text for line in page.lines[:TOP_LINES])
    return any(_LETTER.match(text) or _SUBJECT.match(text) for text in top)


def counts_on(before: View, after: View) -> bool:
    """True when numbered items or lettered sections run on to the next page."""
    if not before.lines or not after.lines:
        return False
    first = after.lines[0].text.strip()
    section, number = _SECTION.match(first), _FIRST_NUMBER.match(first)
    if section:
        told = {m.group(1) for m in map(_SECTION.match, _texts(before)) if m}
        return chr(ord(section.group(1)[-1]) - 1) in {name[-1] for name in told}
    return bool(number and int(number.group(1)) - 1 in _numbers(before))


def _texts(page: View) -> tuple[str, ...]:
    return tuple(line.text.strip() for line in page.lines)


def goes_on(before: View, after: View) -> bool:
    """True when the text runs on from one page to the next."""
    if after.is_later_page and not after.titles:
        return True
    if not before.lines or not after.lines:
        return False
    first = after.lines[0].text.strip()
    return counts_on(before, after) or first[:1].islower()


def _numbers(page: View) -> set[int]:
    found = map(_FIRST_NUMBER.match, _texts(page))
    return {int(match.group(1)) for match in found if match}
