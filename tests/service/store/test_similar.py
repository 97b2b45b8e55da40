from service.cases.roles import EVERYTHING, Visibility
from service.cases.similarity import signature, similarity
from service.store import requests, similar
from service.store.engine import Store
from tests.service.store.screened import TEXT, new, screened

OTHER_TARGET = (
    TEXT.replace("perry.quill@examplemail.test", "m.strand@mailbox.test")
    .replace("26-GJ-0419", "26-GJ-1107")
    .replace("May 12, 2026", "June 3, 2026")
    .replace("Dana Holloway", "Ivo Castellan")
)
OTHER_LETTER = """Dear Sir or Madam, we represent the plaintiff in the matter below and
hereby ask that you preserve all documents which concern the sale of garden furniture
to our client until the dispute over its quality is resolved by agreement."""


def test_the_same_template_for_another_target_is_nearly_the_same() -> None:
    first, second = signature(TEXT), signature(OTHER_TARGET)
    assert similarity(first, second) >= 0.9
    assert similarity(first, signature(OTHER_LETTER)) < 0.2


def test_too_little_text_is_like_nothing() -> None:
    assert signature("Stamp RECEIVED") == ()
    assert similarity((), ()) == 0.0


def test_duplicates_come_first_then_the_same_letter_with_another_target(
    store: Store,
) -> None:
    first = screened(store, new(store, sha256="a" * 64))
    again = screened(store, new(store, sha256="a" * 64))
    alike = screened(store, new(store, sha256="b" * 64), OTHER_TARGET)
    screened(store, new(store, sha256="c" * 64), OTHER_LETTER)
    with store.read() as session:
        found = similar.similar(session, requests.get(session, first))
    assert [(s.request.id, s.same_bytes) for s in found] == [
        (again, True),
        (alike, False),
    ]


def test_what_may_not_be_seen_is_not_shown_as_similar(sqlite: Store) -> None:
    first, hidden = screened(sqlite, new(sqlite)), screened(sqlite, new(sqlite))
    with sqlite.begin() as session:
        requests.get(session, hidden).restricted = True
    with sqlite.read() as session:
        request = requests.get(session, first)
        assert similar.similar(session, request, who=Visibility()) == ()
        assert len(similar.similar(session, request, who=EVERYTHING)) == 1
