"""What makes an answer harmless, whatever words are in it."""

import re
from urllib.parse import urlsplit

import httpx
from lxml import html

_ACTS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters, but tabs and line ends."""
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data")
_NEVER = ("iframe", "object", "embed", "base", "style", "template", "frame")
_OWN = frozenset(("", "/static"))


def check(answer: httpx.Response) -> httpx.Response:
    """The answer, which gives nothing of what it shows a chance to act."""
    assert answer.status_code < 500, (answer.url, answer.text[:300])
    headers(answer)
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        page(answer.text)
    elif kind in ("text/plain", "text/csv"):
        assert not _ACTS.search(answer.text), answer.url
    return answer


def headers(answer: httpx.Response) -> None:
    """No header of somebody else's, no kind for the browser to guess."""
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in answer.headers
    for name, value in answer.headers.items():
        assert value.isprintable(), (name, value)
        assert value.isascii(), (name, value)
    saved = answer.headers.get("content-disposition", "attachment")
    assert saved.startswith("attachment")
    assert not re.search(r"[/\\\r\n]", saved), saved


def page(text: str) -> None:
    """Only our scripts, only addresses of this site, nothing inline."""
    assert not _ACTS.search(text)
    for node in html.fromstring(text).iter():
        if not isinstance(node.tag, str):
            continue
        assert node.tag not in _NEVER, html.tostring(node)[:200]
        for name, value in node.attrib.items():
            _attribute(str(node.tag), str(name), str(value))
        if node.tag == "script":
            assert node.get("src", "").startswith("/static/")
            assert not (node.text or "").strip()


def _attribute(tag: str, name: str, value: str) -> None:
    assert not name.lower().startswith("on"), (tag, name, value)
    assert name.lower() not in ("style", "srcdoc"), (tag, name, value)
    if name.lower() in _ADDRESSES:
        parts = urlsplit(value.strip())
        assert parts.scheme == "", (tag, name, value)
        assert parts.netloc == "", (tag, name, value)
