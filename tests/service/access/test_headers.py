from email.message import Message
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.access.headers import CONTENT_SECURITY_POLICY, attachment
from tests.service.access.site import Browser, Site, opened


@pytest.mark.parametrize("path", ["/login", "/v1/me", "/nowhere", "/healthz"])
def test_every_reply_has_the_security_headers(browser: Browser, path: str) -> None:
    headers = browser.ask("GET", path).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


def test_the_policy_lets_nothing_inline_and_nothing_foreign_in() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY


def test_https_is_remembered_where_it_is_used(tmp_path: Path) -> None:
    with opened(tmp_path, base_url="https://tecum.example") as site:
        headers = site.browser().get("/login").headers
        assert headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    ("name", "plain", "exact"),
    [
        ("warrant.pdf", "warrant.pdf", "warrant.pdf"),
        ("../../etc/passwd", "passwd", "passwd"),
        ("C:\\temp\\a.pdf", "a.pdf", "a.pdf"),
        ('a";b.pdf', "a__b.pdf", 'a";b.pdf'),
        ("a\r\nSet-Cookie: x=1", "a__Set-Cookie_ x=1", "a\r\nSet-Cookie: x=1"),
        ("тест.pdf", "____.pdf", "тест.pdf"),
        ("\u202efdp.exe", "_fdp.exe", "\u202efdp.exe"),
        ("", "file", "file"),
        ("..", "file", ".."),
    ],
)
def test_a_file_name_stays_inside_its_header(name: str, plain: str, exact: str) -> None:
    header = attachment(name)["Content-Disposition"]
    assert f'filename="{plain}"' in header
    assert unquote(header.split("filename*=UTF-8''")[1]) == exact


@given(st.text())
def test_no_file_name_breaks_out_of_its_header(name: str) -> None:
    header = attachment(name)["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    parsed = Message()
    parsed["Content-Disposition"] = header
    assert parsed.get_content_disposition() == "attachment"
    assert header.count('"') == 2


def test_a_download_with_a_hostile_name_is_one_reply(
    site: Site, browser: Browser
) -> None:
    site.user("ada")
    browser.sign_in("ada")
    answer = browser.get("/v1/download", params={"name": "a\r\nX-Evil: 1\r\n\r\n<b>"})
    assert answer.status_code == 200
    assert "x-evil" not in answer.headers
