"""One HTTP message to a webhook; addresses inside our own network are refused."""

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from extractor import VERSION
from service.jobs.signing import HEADER, signature

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, to whom, signed with what."""

    id: str
    url: str
    secret: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status, or in our own words why there is none."""

    status: int | None
    error: str | None

    @property
    def is_ok(self) -> bool:
        """True when the receiver took it."""
        return self.status is not None and 200 <= self.status < 300


class Refused(Exception):
    """The address may not be sent to."""


def send(message: Message, timeout_s: float, *, allow_private: bool) -> Answer:
    """Post a message; redirects are not followed, the answer's body is not read."""
    body = json.dumps(message.body, sort_keys=True, separators=(",", ":")).encode()
    try:
        with httpx.Client(timeout=timeout_s, trust_env=False) as client:
            request = _request(client, message, body, allow_private=allow_private)
            response = client.send(request, stream=True)
            response.close()
            return _judged(response.status_code)
    except Refused as error:
        return Answer(None, str(error))
    except httpx.HTTPError as error:
        return Answer(None, f"no answer ({type(error).__name__})")


def _judged(status: int) -> Answer:
    answer = Answer(status, None)
    return answer if answer.is_ok else Answer(status, f"answered {status}")


def _request(
    client: httpx.Client, message: Message, body: bytes, *, allow_private: bool
) -> httpx.Request:
    """Sent to the very address that was checked: a name may change its mind."""
    try:
        url = httpx.URL(message.url)
    except httpx.InvalidURL:
        raise Refused("the address is malformed") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise Refused("the address is no http address")
    address = _resolved(url.host, url.port or 443, allow_private=allow_private)
    return client.build_request(
        "POST",
        url.copy_with(host=address),
        content=body,
        headers={
            "Host": url.netloc.decode("ascii"),
            "Content-Type": "application/json",
            "User-Agent": f"tecum/{VERSION}",
            "Tecum-Delivery": message.id,
            HEADER: signature(message.secret, body, int(time.time())),
        },
        extensions={"sni_hostname": url.host},
    )


def _resolved(host: str, port: int, *, allow_private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise Refused("the name is not known") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not allow_private and not _is_public(address):
            raise Refused("the address is private (setting webhook_private)")
    return addresses[0]


def _is_public(address: str) -> bool:
    """Whether it is one host on the open internet.

    An IPv6 address that carries an IPv4 one leads there, whatever it looks like.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _translated(found)
        if inner is None and found.is_site_local:
            return False
        found = inner or found
    return found.is_global and not (found.is_multicast or found.is_reserved)


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a NAT64 gateway (RFC 6052) would send to."""
    if address not in _NAT64:
        return None
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
