"""The role cues as data, and the books that find them on a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from extractor.packet import Role
from extractor.taxonomy import instruments
from extractor.taxonomy.headings import TitleBook
from extractor.taxonomy.instruments import Cue
from extractor.taxonomy.phrases import PhraseBook, skeletons, vocabulary
from extractor.taxonomy.speller import Speller


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What a role shows itself by; `weight` is the worth of a title at the top.

    `openings` are the first words of headings that go on freely ("Rider to ...");
    `nouns` make a heading the role's, `unless` one of the others is in it too;
    `closings` end its last page.
    """

    role: Role
    weight: float
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    nouns: tuple[str, ...]
    unless: tuple[str, ...]
    closings: tuple[str, ...]
    examples: tuple[str, ...]
    cues: tuple[Cue, ...]


@lru_cache(maxsize=1)
def role_rules() -> tuple[RoleRule, ...]:
    """All rules; what single instrument types show is in the taxonomy."""
    text = files("extractor.split").joinpath("roles.yaml").read_text("utf-8")
    return tuple(
        RoleRule(
            role=Role(key),
            weight=float(entry["weight"]),
            titles=tuple(entry["titles"]),
            openings=tuple(entry.get("openings", ())),
            nouns=tuple(entry.get("nouns", ())),
            unless=tuple(entry.get("unless", ())),
            closings=tuple(entry.get("closings", ())),
            examples=tuple(entry.get("examples", ())),
            cues=tuple(
                Cue(float(c["weight"]), tuple(c["phrases"])) for c in entry["cues"]
            ),
        )
        for key, entry in yaml.safe_load(text).items()
    )


@lru_cache(maxsize=1)
def role_weights() -> Mapping[Role, float]:
    """The worth of a title of each role at the top of a page."""
    return {rule.role: rule.weight for rule in role_rules()}


@lru_cache(maxsize=1)
def openings() -> Mapping[str, Role]:
    """Skeleton of a heading's first word to the role it opens."""
    return {
        skeletons(word)[0]: rule.role for rule in role_rules() for word in rule.openings
    }


@lru_cache(maxsize=1)
def _nouns() -> tuple[tuple[Role, frozenset[str], frozenset[str]], ...]:
    return tuple(
        (rule.role, vocabulary(rule.nouns), vocabulary(rule.unless))
        for rule in role_rules()
        if rule.nouns
    )


@lru_cache(maxsize=1)
def _speller() -> Speller:
    words = (word for rule in role_rules() for word in (*rule.nouns, *rule.unless))
    return Speller({*openings(), *vocabulary(words)})


def noun_role(tokens: Iterable[str]) -> Role | None:
    """The role whose noun is among the words of a heading."""
    spelt = {_speller().correct(token) for token in tokens}
    for role, nouns, unless in _nouns():
        if spelt & nouns and not spelt & unless:
            return role
    return None


def opening_role(token: str) -> Role | None:
    """The role that a heading with this first word opens, spelt so or nearly so."""
    return openings().get(_speller().correct(token))


@lru_cache(maxsize=1)
def role_titles() -> TitleBook:
    """Finds titles; the key is the role."""
    return TitleBook({rule.role.value: rule.titles for rule in role_rules()})


@lru_cache(maxsize=1)
def role_phrases() -> PhraseBook:
    """Finds cues; the key is `role|weight|phrase`."""
    return PhraseBook(
        {
            f"{rule.role.value}|{cue.weight}|{phrase}": (phrase,)
            for rule in role_rules()
            for cue in rule.cues
            for phrase in cue.phrases
        }
    )


@lru_cache(maxsize=1)
def closings() -> PhraseBook:
    """Finds the words that close an instrument; the key is the role."""
    return PhraseBook({rule.role.value: rule.closings for rule in role_rules()})


@lru_cache(maxsize=1)
def instrument_titles() -> TitleBook:
    """Finds instruments' titles; the key is the type."""
    return TitleBook(instruments.titles())


@lru_cache(maxsize=1)
def instrument_phrases() -> PhraseBook:
    """Finds instruments' cues; the key is read by `instruments.speaks`."""
    return PhraseBook(instruments.phrases())
