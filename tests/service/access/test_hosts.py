from pathlib import Path

import pytest

from service.access.first_admin import first_link
from service.access.hosts import allowed
from tests.service.access.site import Browser, opened


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "[::"])
def test_another_host_name_is_refused(browser: Browser, host: str) -> None:
    answer = browser.ask("GET", "/v1/me", headers={"host": host})
    assert (answer.status_code, answer.json()["code"]) == (400, "wrong_host")


@pytest.mark.parametrize("host", ["testserver", "testserver:8765", "TestServer"])
def test_our_own_name_is_accepted_with_any_port(browser: Browser, host: str) -> None:
    assert browser.ask("GET", "/login", headers={"host": host}).status_code == 200


def test_a_link_is_made_from_the_setting_and_never_from_the_host_header(
    tmp_path: Path,
) -> None:
    with opened(tmp_path, base_url="https://tecum.example") as site:
        link = first_link(site.store, site.settings.base_url)
        assert str(link).startswith("https://tecum.example/link/")


def test_forwarded_headers_are_believed_from_trusted_proxies_only(
    tmp_path: Path,
) -> None:
    forwarded = {"x-forwarded-for": "203.0.113.9"}
    with opened(tmp_path, trusted_proxies="192.0.2.1") as site:
        site.user("ada")
        for proxy, seen in (("192.0.2.1", "203.0.113.9"), ("192.0.2.7", "192.0.2.7")):
            browser = site.browser(proxy)
            browser.client.headers.update(forwarded)
            browser.sign_in("ada")
            account = browser.get("/account").text
            assert f"<b>{seen}</b>" in account


def test_the_names_answered_to() -> None:
    assert allowed("https://tecum.example", ()) == {"tecum.example"}
    assert allowed("https://a.example", ("b.example",)) == {"b.example"}
    assert "localhost" in allowed("http://127.0.0.1:8765", ())
