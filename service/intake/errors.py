"""Every refusal of an upload or a call: stable code, HTTP status, what to do."""

from typing import ClassVar


class IntakeError(Exception):
    """Base of the refusals; `code` is public and never changes meaning."""

    code: ClassVar[str] = "bad_request"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Bad request"
    says: ClassVar[str] = "The request cannot be understood."

    def __init__(self, detail: str = "") -> None:
        """`detail` is our own words, never what the caller sent."""
        self.detail = f"{self.says} {detail}".strip()
        super().__init__(self.detail)


class NotMultipart(IntakeError):
    """The body is no multipart form."""

    code = "not_multipart"
    status = 415
    title = "Not a form"
    says = "Send the file as multipart/form-data, in a part named `file`."


class BadForm(IntakeError):
    """The multipart body breaks off or breaks its own rules."""

    code = "bad_form"
    title = "Broken form"
    says = "The form is broken or was cut off. Send it again."


class NoFile(IntakeError):
    """The form has no part named `file`."""

    code = "no_file"
    status = 422
    title = "No file"
    says = "The form has no file. Send it in a part named `file`."


class BadField(IntakeError):
    """A field of the form or of the address has a value that cannot be used."""

    code = "bad_field"
    status = 422
    title = "Unusable value"
    says = "A value cannot be used."


class UploadTooLarge(IntakeError):
    """The upload is over a limit; reading it was stopped."""

    code = "too_large"
    status = 413
    title = "Too large"
    says = "The upload is larger than the limit. Split it and upload the parts."


class UploadTooSlow(IntakeError):
    """The upload took longer than the limit."""

    code = "too_slow"
    status = 408
    title = "Too slow"
    says = "The upload took too long. Send it again over a faster connection."


class StorageFull(IntakeError):
    """The disk of the service has no room; nothing was accepted."""

    code = "storage_full"
    status = 507
    title = "No room"
    says = "The service has no room to store the upload. Tell its operator."


class NotReady(IntakeError):
    """What was asked for does not exist yet."""

    code = "not_ready"
    status = 409
    title = "Not there yet"
    says = "The request has no report yet. Ask again when its state has changed."
