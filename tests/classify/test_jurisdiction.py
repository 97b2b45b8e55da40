"""Whose command binds: courts, agencies and countries weighed against each other."""

import pytest

from extractor.classify.foreign import leanings
from extractor.classify.jurisdiction import decide, other_places
from extractor.facts import Facts
from extractor.find import find
from extractor.report import Jurisdiction
from extractor.taxonomy.countries import countries, cue_book
from tests.build import document, scope


def decided(text: str) -> Jurisdiction:
    read = scope(text)
    facts: Facts = find(read)
    return decide(read, facts)


def told(text: str) -> tuple[str | None, str | None, str | None]:
    found = decided(text)
    return found.country.value, found.level.value, found.subdivision.value


AMERICAN = [
    ("UNITED STATES DISTRICT COURT\nDISTRICT OF KANSAS\nSUBPOENA", "federal", "US-KS"),
    ("SUPERIOR COURT OF CALIFORNIA\nCOUNTY OF MARIN", "state", "US-CA"),
    (
        "Drug Enforcement Administration\n40 Quay Street\nMobile, AL 36602\nSUBPOENA\n"
        "Enforcement lies with the United States District Court.",
        "federal",
        "US-AL",
    ),
    (
        "OFFICE OF THE ATTORNEY GENERAL\nSTATE OF COLORADO\nCivil Investigative Demand",
        "state",
        "US-CO",
    ),
    (
        "Ashgrove Police Department\n1 Main Street\nAshgrove, Missouri 65604\nletter",
        "local",
        "US-MO",
    ),
    (
        "UNITED STATES DISTRICT COURT\nDISTRICT OF NEVADA\n"
        "The suspect wrote from Germany and France; +49 30 1234567.",
        "federal",
        "US-NV",
    ),
]


@pytest.mark.parametrize(("text", "level", "state"), AMERICAN)
def test_american_papers_tell_level_and_state(
    text: str, level: str, state: str
) -> None:
    assert told(text) == ("US", level, state)


FOREIGN = [
    (
        "IN THE CROWN COURT AT YORK\nORDER\nPolice and Criminal Evidence Act",
        "GB",
    ),
    ("Royal Canadian Mounted Police\nProduction order, Criminal Code of Canada", "CA"),
    ("Staatsanwaltschaft Ulm\nAuskunftsersuchen gemäß § 100j StPO", "DE"),
    ("Procureur de la République\nRéquisition judiciaire, article 77-1-1", "FR"),
    ("Juzgado de Instrucción nº 4\nLey de Enjuiciamiento Criminal", "ES"),
    ("Procura della Repubblica\ncodice di procedura penale", "IT"),
    ("Prokuratura Rejonowa\nKodeks postępowania karnego", "PL"),
    ("Polícia Civil\nDelegacia de Polícia\nMarco Civil da Internet", "BR"),
    ("CYBER CRIME POLICE STATION\nNotice under section 94 BNSS", "IN"),
    (
        "Australian Federal Police\nTelecommunications (Interception and Access) Act",
        "AU",
    ),
    ("An Garda Síochána\nDublin, Ireland", "IE"),
    ("Polizeidirektion\nKantonspolizei Bern\nSchweiz, Tel. +41 31 555 01 02", "CH"),
    ("Cumhuriyet Başsavcılığı\nCeza Muhakemesi Kanunu", "TR"),
    ("警視庁 捜査関係事項照会書\n刑事訴訟法 東京", "JP"),
    ("경찰청 수사협조 요청\n통신비밀보호법 대한민국 서울", "KR"),
    ("Прокуратура Російської\nКиїв, Україна, кримінальне провадження, слідчий", "UA"),
    (
        "U.S. Department of Justice\nOffice of International Affairs\n"
        "Request for Legal Assistance from Portugal",
        "PT",
    ),
]


@pytest.mark.parametrize(("text", "country"), FOREIGN, ids=[c for _, c in FOREIGN])
def test_foreign_papers_tell_their_country(text: str, country: str) -> None:
    found = decided(text)
    assert (found.country.value, found.level.value) == (country, "foreign")
    assert found.court_id.value is None


def test_a_province_is_given_where_printed() -> None:
    assert told(
        "Province of Ontario\nPRODUCTION ORDER\nsection 487.014 of the Criminal Code\n"
        "Criminal Code of Canada"
    ) == ("CA", "foreign", "CA-ON")


@pytest.mark.parametrize("text", ["", "lunch at noon?", "invoice 4711, thirty pencils"])
def test_what_tells_nothing_stays_undecided(text: str) -> None:
    found = decided(text)
    assert found.country.value is None
    assert found.court.value is None
    assert found.agency.value is None


def test_every_part_has_evidence() -> None:
    found = decided("SUPERIOR COURT OF CALIFORNIA\nCOUNTY OF MARIN")
    for field in (found.country, found.level, found.court_id, found.county):
        assert field.value is not None
        assert field.evidence


def test_there_are_at_least_forty_countries_with_cues_of_their_own() -> None:
    assert len(countries()) >= 40
    for code in countries():
        name = document(countries()[code].name)
        assert any(h.key.startswith(code) for h in cue_book().find(name.words))


def test_the_same_word_again_and_again_says_little_more() -> None:
    once = leanings(document("Deutschland"))[0].score
    often = leanings(document("Deutschland " * 50))[0].score
    assert often < 2 * once


CITIES = [
    ("Staatsanwaltschaft Leipzig\nAuskunftsersuchen gemäß § 100j StPO", "DE-SN"),
    ("Polícia Civil\nDelegacia de Polícia de Londrina\ninquérito policial", "BR-PR"),
    ("CYBER CRIME POLICE STATION, PUNE\nNotice under section 94 BNSS", "IN-MH"),
    ("Fiscalía General del Estado\nMonterrey\ncarpeta de investigación", "MX-NLE"),
]


@pytest.mark.parametrize(("text", "province"), CITIES)
def test_a_city_tells_the_province_where_none_is_printed(
    text: str, province: str
) -> None:
    assert decided(text).subdivision.value == province


OFFICES_ABROAD = [
    (
        "MINISTÈRE DE L'INTÉRIEUR\nService régional de police judiciaire de Brest\n"
        "RÉQUISITION JUDICIAIRE, Code de procédure pénale",
        "Service régional de police judiciaire de Brest",
    ),
    (
        "KOMENDA POWIATOWA POLICJI\nw Lipnie\nKodeks postępowania karnego",
        "KOMENDA POWIATOWA POLICJI w Lipnie",
    ),
    (
        "SINGAPORE POLICE FORCE\nCommercial Affairs Department\nREQUEST",
        "SINGAPORE POLICE FORCE, Commercial Affairs Department",
    ),
    (
        "IN THE CROWN COURT AT LEEDS\nOverseas Production Order\n"
        "on the application of DC Orla Finch of North Mercia Police",
        "North Mercia Police",
    ),
]


@pytest.mark.parametrize(("text", "name"), OFFICES_ABROAD)
def test_an_office_abroad_is_named_with_its_place(text: str, name: str) -> None:
    assert decided(text).agency.value == name


def test_an_american_court_asked_for_help_is_not_the_issuer() -> None:
    text = (
        "PODER JUDICIAL DEL ESTADO DE JALISCO\nJUZGADO SEGUNDO DE LO FAMILIAR\n"
        "Código Federal de Procedimientos Civiles\nGuadalajara, México\n"
        + "autos\n" * 20
        + "to the Superior Court of King County, Washington, for its help"
    )
    assert told(text)[0] == "MX"


def test_an_embassy_speaks_for_its_country() -> None:
    text = (
        "EMBASSY OF THE REPUBLIC OF POLAND\nThe Embassy presents its compliments to "
        "the U.S. Department of Justice, Office of International Affairs"
    )
    assert told(text)[0] == "PL"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("JAPAN\nORDER\nTo Fernhill Inc.:\nsend the name of the holder", "JP"),
        ("An Fernhill LLC\nREPUBLIK OSTERREICH\nStaatsanwaltschaft\nANORDNUNG", "AT"),
        ("ROYAUME DE BELGIQUE\nCabinet du juge d'instruction\nORDONNANCE", "BE"),
        ("Fernhill Data Inc.\n1 Low Row\nIRELAND\nplease send the name", None),
    ],
)
def test_a_country_heads_its_papers_on_a_line_of_its_own(
    text: str, country: str | None
) -> None:
    assert decided(text).country.value == country


def test_another_court_and_another_agency_are_offered_as_runners_up() -> None:
    text = (
        "UNITED STATES DISTRICT COURT\nfor the District of Oregon\n\n"
        "Application of the Federal Bureau of Investigation\n\n"
        "Prepared with the Marion County Sheriff's Office. A complaint is pending in\n"
        "the United States District Court for the District of Idaho.\n"
    )
    facts = find(scope(text))
    place = decide(scope(text), facts)
    offered: dict[str, list[str]] = {}
    for other in other_places(facts, place):
        offered.setdefault(other.field, []).append(other.value.value or "")
    assert place.court_id.value == "ord"
    assert offered["jurisdiction/court_id"] == ["idd"]
    assert offered["jurisdiction/subdivision"] == ["US-ID"]
    assert "jurisdiction/country" not in offered
    assert place.agency.value not in offered["jurisdiction/agency"]


def test_the_place_of_a_treaty_is_not_the_country_that_asks() -> None:
    made = scope(
        "PODER JUDICIAL DEL ESTADO DE JALISCO\nMéxico\nCarta rogatoria: se solicita "
        "asistencia judicial conforme a la Convención Interamericana (Panamá, 1975)"
    )
    assert decide(made, find(made)).country.value == "MX"
