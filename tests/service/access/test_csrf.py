import pytest

from service.access.csrf_token import token_for
from service.access.scope import Cookies
from service.cases.roles import Role
from tests.service.access.site import PASSWORD, Browser, Site

THINGS = "/v1/things"


@pytest.fixture
def ada(site: Site, browser: Browser) -> Browser:
    site.user("ada", Role.ADMIN)
    browser.sign_in("ada")
    return browser


def own_token(browser: Browser) -> dict[str, str]:
    return {"x-csrf-token": token_for(str(browser.session))}


def test_a_script_of_our_page_sends_the_token_as_a_header(ada: Browser) -> None:
    answer = ada.ask("POST", THINGS, content=b"12345", headers=own_token(ada))
    assert answer.json() == {"length": 5}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_without_token_nothing_unsafe_reaches_a_route(
    ada: Browser, method: str
) -> None:
    answer = ada.ask(method, THINGS, content=b"x")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


@pytest.mark.parametrize("forged", ["", "0" * 64, "é", "null"])
def test_a_forged_token_is_refused(ada: Browser, forged: str) -> None:
    headers = {b"x-csrf-token": forged.encode()}
    assert ada.ask("POST", THINGS, headers=headers).status_code == 403


def test_a_token_of_another_session_is_refused(site: Site, ada: Browser) -> None:
    site.user("eve")
    eve = site.browser()
    eve.sign_in("eve")
    assert ada.ask("POST", THINGS, headers=own_token(eve)).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_is_refused_even_with_the_token(
    ada: Browser, sent: dict[str, str]
) -> None:
    headers = own_token(ada) | sent
    assert ada.ask("POST", THINGS, headers=headers).status_code == 403


def test_our_own_origin_is_accepted(ada: Browser) -> None:
    ours = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert ada.ask("POST", THINGS, headers=own_token(ada) | ours).status_code == 200


def test_an_api_token_needs_no_csrf_token(site: Site, ada: Browser) -> None:
    with_token = {"authorization": f"Bearer {site.token(site.user('bot'))}"}
    program = site.browser()
    assert program.ask("POST", THINGS, headers=with_token).status_code == 200


def test_signing_in_is_protected_too(site: Site, browser: Browser) -> None:
    site.user("ada")
    typed = {"name": "ada", "password": PASSWORD}
    assert browser.post("/login", data=typed).status_code == 403
    browser.get("/login")
    assert browser.post("/login", data=typed).status_code == 403
    stolen = {"csrf_token": site.browser().csrf("/login")}
    assert browser.post("/login", data=typed | stolen).status_code == 403
    assert browser.sign_in("ada").status_code == 303


@pytest.mark.parametrize("first", [True, False])
def test_an_upload_by_form_has_the_token_as_its_first_part(
    ada: Browser, first: bool
) -> None:
    token = ("csrf_token", (None, token_for(str(ada.session)).encode()))
    file = ("file", ("a.pdf", b"%PDF" * 300_000))
    answer = ada.post("/upload", files=[token, file] if first else [file, token])
    assert answer.status_code == (200 if first else 403)
    if first:
        assert answer.json() == {"name": "a.pdf", "length": 1_200_000}


def test_the_token_is_no_field_of_the_api(ada: Browser) -> None:
    """Nor is the body of an API call read to look for it."""
    form = {"csrf_token": token_for(str(ada.session))}
    assert ada.ask("POST", THINGS, data=form).status_code == 403


@pytest.mark.parametrize("media", ["application/json", "text/plain", ""])
def test_a_page_form_of_another_kind_is_refused(ada: Browser, media: str) -> None:
    token = token_for(str(ada.session))
    answer = ada.post(
        "/logout",
        content=f"csrf_token={token}".encode(),
        headers={"content-type": media},
    )
    assert answer.status_code == 403


def test_cookies_have_no_host_prefix_over_plain_http() -> None:
    assert Cookies(is_secure=False).session == "tecum_session"
    assert Cookies(is_secure=True).session == "__Host-tecum_session"
