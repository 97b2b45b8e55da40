"""Who signed a paper, in what capacity, and whether a signature is there at all."""

from dataclasses import replace
from datetime import date

from extractor.document import Document
from extractor.facts import (
    Evidence,
    Field,
    Officer,
    Signature,
    Signer,
    absent,
    corners,
    field_at,
)
from extractor.find.blocks import Block, blocks, says
from extractor.find.dates import issue_days
from extractor.find.ink import closing_mark
from extractor.find.views import returns
from extractor.packet import Scope

SOURCE = "rule:signature"
_RANK = (Signer.JUDGE, Signer.CLERK, Signer.ATTORNEY, Signer.AGENT, Signer.UNKNOWN)
_PLAIN = 0.5
_DOUBTFUL = 0.45


def find_signature(scope: Scope) -> Field[Signature]:
    """The issuer's signature on the instrument; a blank line is absent."""
    found = (
        _signed(scope.face)
        or _signed(returns(scope), issuing=True)
        or _signed_by_office(scope.rider)
    )
    if found is None:
        return _closing(scope.face)
    document, best = found
    if best.how is None:
        return _closing(document)
    value = Signature(best.name, best.signer, _signed_on(document, best), best.how)
    field = field_at(document, value, best.span, SOURCE, best.sure)
    return replace(field, evidence=(*field.evidence, *_mark_evidence(best)))


def _signed(
    document: Document, *, issuing: bool = False
) -> tuple[Document, Block] | None:
    """The best signed block; of a proof of service only the line of who issues."""
    signed = [b for b in blocks(document) if b.how]
    if says("unsigned", document.text):
        signed = [b for b in signed if b.sure >= _PLAIN]
    if issuing:
        signed = [b for b in signed if says("issuing", document.quote(b.span))]
    best = max(signed, key=_standing, default=None)
    return (document, best) if best else None


def _signed_by_office(rider: Document) -> tuple[Document, Block] | None:
    """A court's or an attorney's conformed signature behind the last of the items."""
    found = _signed(rider)
    sure = found and found[1].how == "text" and found[1].sure >= _PLAIN
    return found if found and sure and found[1].signer in _RANK[:3] else None


def _closing(document: Document) -> Field[Signature]:
    """A picture under the last words is a sign of one signature, if a doubtful one."""
    mark = closing_mark(document)
    if mark is None:
        return absent(0.6)
    value = Signature(None, Signer.UNKNOWN, None, "ink")
    page, box = mark.box.page, corners(mark.box)
    return Field(value, _DOUBTFUL, (Evidence(page, box, "", SOURCE),))


def find_officer(scope: Scope) -> Field[Officer]:
    """Who issued the paper, signed or not: the name and title of its best block."""
    document = scope.face
    named = [b for b in blocks(document) if b.name or b.title]
    best = max(named, key=lambda b: (b.name is not None, _standing(b)), default=None)
    if best is None:
        return absent()
    value = Officer(best.name, best.title)
    sure = 0.75 if best.name else 0.5
    return field_at(document, value, best.span, "rule:officer", sure)


def _standing(block: Block) -> tuple[bool, int, float, int]:
    """Plain traces first, then the higher office, then the surer, then the earlier."""
    plain = block.sure >= _PLAIN
    return plain, -_RANK.index(block.signer), block.sure, -block.span.start


def _signed_on(document: Document, block: Block) -> date | None:
    """The day nearest to the block's own line among those around it."""
    inside = [
        day
        for day in issue_days(document)
        if block.around.start <= day.span.start and day.span.end <= block.around.end
    ]
    nearest = min(
        inside, key=lambda d: abs(d.span.start - block.span.start), default=None
    )
    return nearest.value if nearest else None


def _mark_evidence(block: Block) -> tuple[Evidence, ...]:
    if block.mark is None:
        return ()
    return (Evidence(block.mark.box.page, corners(block.mark.box), "", SOURCE),)
