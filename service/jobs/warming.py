"""What a worker does before it takes jobs: it reads a small paper of our own.

Models, rules and word lists are loaded when they are first needed, which takes seconds;
whoever uploads first after a start should not have to wait for that.
"""

import io
from functools import cache
from textwrap import dedent
from typing import Literal

import structlog
from PIL import Image, ImageDraw, ImageFont

from extractor import check, classify
from extractor.check import load_profile
from extractor.errors import ExtractorError
from extractor.process import Options, screen
from extractor.read import ReadOptions
from service.settings import Settings

_PAPER = dedent("""\
    SUPERIOR COURT, COUNTY OF NOWHERE
    SUBPOENA DUCES TECUM
    Case No. 00-CV-0000
    TO: Custodian of Records
    YOU ARE COMMANDED to produce by January 2, 2020:
    1. Records of the account nobody@example.test
       from January 1, 2019 to June 30, 2019.
    Date: December 1, 2019
    Clerk of the Court
    """)
_SIZE = (900, 420)
_LOG = structlog.get_logger(__name__)


def warm(settings: Settings) -> None:
    """Load what screening needs; nothing is kept of the paper."""
    _warmed(settings.sandbox, settings.provider)


@cache
def _warmed(sandbox: Literal["auto", "require", "off"], provider: str) -> None:
    """Once in a process: what is loaded stays."""
    classify.classifier()
    check.rules()
    try:
        reading = ReadOptions(sandbox=sandbox, jobs=1)
        screen(_picture(), "warming.png", Options(load_profile(provider), reading))
    except ExtractorError as error:
        # /readyz says what is missing; here it only means that the first will be slow.
        _LOG.warning("not warmed", code=error.code)


def _picture() -> bytes:
    page = Image.new("L", _SIZE, 255)
    font = ImageFont.load_default(size=24)
    ImageDraw.Draw(page).multiline_text((40, 30), _PAPER, 0, font, spacing=12)
    file = io.BytesIO()
    page.save(file, "PNG", dpi=(150, 150))
    return file.getvalue()
