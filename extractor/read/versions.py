"""Versions of installed libraries."""


def installed(library: str) -> str | None:
    """The version of a library by its distribution's name, None where it is not there.

    The import waits until it is needed: it costs the child a third of its start.
    """
    from importlib import metadata  # noqa: PLC0415

    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
