"""What a running job has read, kept on disk until it is published."""

import shutil
import time
from pathlib import Path

_ABANDONED_S = 24 * 3600


def folder(root: Path, request_id: str) -> Path:
    """The folder of one request; runs share it, so a second run need not read anew."""
    return root / request_id


def clear(root: Path, request_id: str) -> None:
    """Remove what was kept for a request."""
    shutil.rmtree(folder(root, request_id), ignore_errors=True)


def sweep(root: Path) -> int:
    """Remove what jobs left behind that never ended; how many there were."""
    if not root.is_dir():
        return 0
    old = [p for p in sorted(root.iterdir()) if _age_s(p) > _ABANDONED_S]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
