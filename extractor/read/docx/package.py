"""The parts of a Word package and the relations between them."""

import posixpath
from collections.abc import Iterator

from extractor.document import Note
from extractor.errors import Broken, UnsupportedType
from extractor.read.archive import Archive
from extractor.read.docx.xml import Element, attribute, name, parse
from extractor.read.limits import Limits

_PART_BYTES = 32 << 20
"""Of one XML part; parsed it takes about ten times that."""
_ACTIVE = ("vbaproject.bin", "/embeddings/", "/activex/", "oleobject")
_MAIN_TYPE = "wordprocessingml."


class Package:
    """Reads parts by name. Raises UnsupportedType where the main part is not Word's."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = Archive(data, limits)
        self._unzipped = limits.unzipped
        self.main = self._find_main()

    def _find_main(self) -> str:
        types = self.xml_or_none("[Content_Types].xml")
        main = next((t for k, t in self._relations("") if k == "officeDocument"), None)
        if types is None or main is None:
            raise UnsupportedType
        for override in types:
            of = (attribute(override, "PartName") or "").lstrip("/")
            if of == main and _MAIN_TYPE in (attribute(override, "ContentType") or ""):
                return main
        raise UnsupportedType

    def xml(self, part: str) -> Element:
        """A part's root; Broken where it is missing."""
        root = self.xml_or_none(part)
        if root is None:
            raise Broken("a part is missing")
        return root

    def xml_or_none(self, part: str) -> Element | None:
        """A part's root, None where it is missing."""
        data = self._archive.read(part, _PART_BYTES)
        return None if data is None else parse(data)

    def xml_of(self, kind: str) -> Element | None:
        """The part the main one relates to as that kind ("styles", "footnotes")."""
        for found, target in self._relations(self.main):
            if found == kind:
                return self.xml_or_none(target)
        return None

    def bytes_of(self, part: str) -> bytes | None:
        """A part as it is."""
        return self._archive.read(part, self._unzipped)

    def targets(self, part: str) -> dict[str, str]:
        """Relation id to package entry."""
        return {
            attribute(e, "Id") or "": _target(part, e)
            for e in self._relation_elements(part)
            if attribute(e, "TargetMode") != "External"
        }

    def notes(self) -> Iterator[Note]:
        """Active content and odd entries: listed, never opened."""
        active = sorted(
            entry
            for entry in self._archive.names
            if any(sign in f"/{entry.lower()}" for sign in _ACTIVE)
        )
        if active:
            says = f"macros or embedded objects, not opened: {len(active)}"
            yield Note("active_content", says)
        if any(_loads(e) for e in self._relation_elements(self.main)):
            yield Note("active_content", "refers to content outside the file")
        if self._archive.skipped:
            says = f"entries with odd names, not opened: {self._archive.skipped}"
            yield Note("odd_names", says)

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        for element in self._relation_elements(part):
            kind = (attribute(element, "Type") or "").rpartition("/")[2]
            yield kind, _target(part, element)

    def _relation_elements(self, part: str) -> list[Element]:
        folder, file = posixpath.split(part)
        root = self.xml_or_none(posixpath.join(folder, "_rels", f"{file}.rels"))
        return (
            [e for e in root if name(e) == "Relationship"] if root is not None else []
        )


def _target(part: str, relation: Element) -> str:
    target = attribute(relation, "Target") or ""
    base = posixpath.dirname(part)
    return posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")


def _loads(relation: Element) -> bool:
    """True for what a word processor fetches by itself; a link waits for a click."""
    is_external = attribute(relation, "TargetMode") == "External"
    return is_external and not (attribute(relation, "Type") or "").endswith("hyperlink")
