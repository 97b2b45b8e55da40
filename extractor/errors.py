"""Every expected failure: a stable public code and a sentence a person can act on."""

from typing import ClassVar


class ExtractorError(Exception):
    """Base of the expected failures; `code` is public and never changes meaning."""

    code: ClassVar[str] = "error"
    says: ClassVar[str] = "Something went wrong. Send the file to the maintainers."

    def __init__(self, detail: str = "") -> None:
        """`detail` is our own words (sizes, limits), never a library's message."""
        self.detail = detail
        super().__init__(f"{self.says} {detail}".strip())

    def __reduce__(self) -> tuple[type["ExtractorError"], tuple[str]]:
        # Between processes an exception is made again from what it was given.
        return type(self), (self.detail,)


class Empty(ExtractorError):
    """The upload has no bytes."""

    code = "empty"
    says = "The file is empty. Upload it again."


class TooLarge(ExtractorError):
    """The upload, or what it unpacks to, is over a limit."""

    code = "too_large"
    says = "The file is larger than the limit. Split it and upload the parts."


class UnsupportedType(ExtractorError):
    """The content is none of the accepted types."""

    code = "unsupported_type"
    says = (
        "The content is not a PDF, TIFF, JPEG, PNG, DOCX, e-mail or plain text. "
        "Convert it to PDF."
    )


class PasswordProtected(ExtractorError):
    """The document opens only with a password."""

    code = "password_protected"
    says = "The file needs a password. Ask the sender for one without protection."


class Broken(ExtractorError):
    """The content is damaged beyond one repair attempt."""

    code = "broken"
    says = "The file is damaged and cannot be opened. Ask the sender to send it again."


class Hostile(ExtractorError):
    """The content is built to exhaust or attack its reader."""

    code = "hostile"
    says = "The file is built in a way no honest file is. Treat it as an attack."


class NoPages(ExtractorError):
    """The document opened but has no pages."""

    code = "no_pages"
    says = "The file has no pages. Ask the sender to send it again."


class NoText(ExtractorError):
    """Pages were read but no text was found on any of them."""

    code = "no_text"
    says = "No text could be read on any page. Ask for a better copy."


class TimedOut(ExtractorError):
    """Reading took longer than the wall-clock limit."""

    code = "timed_out"
    says = "Reading took too long and was stopped. Try again or split the file."


class OutOfMemory(ExtractorError):
    """Reading needed more memory than the limit."""

    code = "out_of_memory"
    says = "Reading needed more memory than the limit. Split the file or ask for a PDF."


class ReaderCrashed(ExtractorError):
    """The reading child died or spoke nonsense."""

    code = "reader_crashed"
    says = "The reader stopped while reading this file. Treat the file with suspicion."


class NoSandbox(ExtractorError):
    """`--sandbox require` was asked and no sandbox is to be had."""

    code = "no_sandbox"
    says = "No sandbox is available. Install bubblewrap, or run with --sandbox auto."


class NoEngine(ExtractorError):
    """A page needs OCR and no engine is installed."""

    code = "no_ocr_engine"
    says = "No OCR engine was found. Install tesseract-ocr; `tecum doctor` tells how."


class BadArtefact(ExtractorError):
    """A model artefact is missing, altered, or made by other library versions."""

    code = "bad_model"
    says = "A model file cannot be trusted. Run `make models` to train it again."


class Defect(ExtractorError):
    """Our own code failed on this file: a bug, not a judgement of the file."""

    code = "internal_error"
    says = "Tecum itself failed on this file. Keep the file and report the log."


class BadRule(ExtractorError):
    """A rule or profile file does not load."""

    code = "bad_rule"
    says = "A rule file is wrong."


def _subclasses(error: type[ExtractorError]) -> list[type[ExtractorError]]:
    return [error, *(e for c in error.__subclasses__() for e in _subclasses(c))]


BY_CODE = {error.code: error for error in _subclasses(ExtractorError)}
"""Code to class: only the code crosses from the reading child to its parent."""
