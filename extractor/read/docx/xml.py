"""XML of an untrusted package: no entities, no network, bounded depth.

Elements are told by their local names, because the transitional and the strict form of
the format use the same names in different namespaces.
"""

from collections.abc import Iterator

from lxml import etree

from extractor.errors import Broken, Hostile

Element = etree._Element  # noqa: SLF001 -- lxml names its element type only so

_FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")


def parse(data: bytes) -> Element:
    """The root element. A document type is Hostile: no word processor writes one."""
    for name in _FORBIDDEN:
        if name.encode() in data or name.encode("utf-16-le") in data:
            raise Hostile("a part declares a document type")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Broken from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Hostile("a part declares a document type")
    return root


def name(element: Element) -> str:
    """The local name."""
    tag = str(element.tag)
    return tag.rpartition("}")[2]


def attribute(element: Element | None, wanted: str) -> str | None:
    """An attribute by local name."""
    if element is None:
        return None
    for key, value in element.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(value)
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, then its first child of the next, and so on."""
    for wanted in path:
        if element is None:
            return None
        element = next((e for e in element if name(e) == wanted), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The `val` of a child."""
    return attribute(child(element, *path), "val")


def is_on(element: Element | None, *path: str) -> bool | None:
    """A toggle property: present without a value is on; None where it is absent."""
    toggle = child(element, *path)
    if toggle is None:
        return None
    return (attribute(toggle, "val") or "1") not in ("0", "false", "off", "none")


def number(text: str | None) -> int | None:
    """A whole number; None for anything else or absurdly large."""
    try:
        read = int(float(text)) if text and len(text) < 12 else None
    except (ValueError, OverflowError):
        return None
    return read if read is not None and abs(read) < 10**7 else None


def descendants(element: Element, wanted: str) -> Iterator[Element]:
    """All elements below with that local name."""
    return (e for e in element.iter() if name(e) == wanted)
