"""Word packages for tests, written part by part."""

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PR = "http://schemas.openxmlformats.org/package/2006/relationships"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_EXTRA = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)


def root(tag: str, inner: str) -> bytes:
    """A part's XML."""
    return f'<w:{tag} xmlns:w="{_W}" xmlns:r="{_R}" {_EXTRA}>{inner}</w:{tag}>'.encode()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run; `properties` goes into its pPr."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>"
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def package(
    body: str,
    parts: dict[str, bytes] | None = None,
    relations: dict[str, tuple[str, str]] | None = None,
    *,
    main: bytes | None = None,
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """A package with that body.

    `parts` are further ones of word/, by kind ("numbering"), related to the main one;
    `relations` maps ids to (kind, target); `extra` are entries nothing relates to.
    """
    related = {f"rk{kind}": (kind, f"{kind}.xml") for kind in parts or {}}
    related |= relations or {}
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_CT}"><Override '
        f'PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'.encode(),
        "_rels/.rels": _relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": main or root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(related),
    }
    files |= {f"word/{kind}.xml": data for kind, data in (parts or {}).items()}
    return zipped(files | (extra or {}))


def _relations(related: dict[str, tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{_R}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if "://" in target else "")
        + "/>"
        for i, (kind, target) in related.items()
    )
    return f'<Relationships xmlns="{_PR}">{inner}</Relationships>'.encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of those files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
