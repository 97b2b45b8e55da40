"""Drawings as text: a handful of shapes, coloured by the page's style sheet."""

from collections.abc import Iterable

from markupsafe import Markup, escape

Attribute = str | float


def tag(_name: str, _inside: str = "", /, **attributes: Attribute) -> str:
    """An element; `cls` is its class, underscores in names become hyphens."""
    told = "".join(
        f' {"class" if key == "cls" else key.replace("_", "-")}="{_told(value)}"'
        for key, value in attributes.items()
    )
    return f"<{_name}{told}>{_inside}</{_name}>" if _inside else f"<{_name}{told}/>"


def _told(value: Attribute) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if _is_float(value) else escape(value)


def _is_float(value: Attribute) -> bool:
    return isinstance(value, float)


def drawing(width: float, height: float, shapes: Iterable[str], title: str) -> Markup:
    """A whole drawing; `title` is what a screen reader says."""
    inside = tag("title", str(escape(title))) + "".join(shapes)
    drawn = tag(
        "svg",
        inside,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        cls="chart",
    )
    return Markup(drawn)  # noqa: S704 - every text in it was escaped


def text(x: float, y: float, said: str, cls: str = "", anchor: str = "start") -> str:
    """A line of text on its baseline."""
    return tag("text", str(escape(said)), x=x, y=y, text_anchor=anchor, cls=cls)


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, cls=cls)


def bar(x: float, y: float, width: float, height: float, cls: str) -> str:
    """A filled rectangle; nothing where it has no width."""
    if width <= 0 or height <= 0:
        return ""
    return tag("rect", x=x, y=y, width=width, height=height, cls=cls)


def dot(x: float, y: float, radius: float, cls: str) -> str:
    """A filled circle."""
    return tag("circle", cx=x, cy=y, r=radius, cls=cls)


def path(points: Iterable[tuple[float, float]], cls: str) -> str:
    """Points joined by straight lines."""
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return tag("polyline", points=told, cls=cls)
