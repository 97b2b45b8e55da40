"""Typefaces beyond those every PDF knows: Cyrillic, and mastheads in blackletter.

Both come with matplotlib, so that a page looks the same on every machine.
"""

from functools import cache
from importlib import resources

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN = "Times-Roman"
_FILES = {"Wide": "DejaVuSerif.ttf", "Blackletter": "STIXGeneral.ttf"}
# Letters that Unicode had before it had the whole Fraktur alphabet.
_OLDER = {"C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"}
_CAPITALS, _SMALL = 0x1D504, 0x1D51E


@cache
def _registered(name: str) -> str:
    fonts = resources.files("matplotlib") / "mpl-data" / "fonts" / "ttf"
    with resources.as_file(fonts / _FILES[name]) as path:
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


def face_for(text: str) -> str:
    """The typeface that has all letters of a text."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return _registered("Wide")
    return PLAIN


def blackletter(text: str) -> tuple[str, str]:
    """The typeface for mastheads, and the text in its letters."""
    return _registered("Blackletter"), "".join(_fraktur(letter) for letter in text)


def _fraktur(letter: str) -> str:
    if letter in _OLDER:
        return _OLDER[letter]
    if "A" <= letter <= "Z":
        return chr(_CAPITALS + ord(letter) - ord("A"))
    if "a" <= letter <= "z":
        return chr(_SMALL + ord(letter) - ord("a"))
    return letter
