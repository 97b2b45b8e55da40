"""The watched folder: whole files are taken once, whatever happens on the way."""

from pathlib import Path

from sqlalchemy import func, select

from service.desk import Desk
from service.jobs.watch import ACCEPTED, REFUSED, Watcher
from service.store.schema import Request


def count(at: Desk) -> int:
    with at.store.read() as session:
        return session.scalar(select(func.count()).select_from(Request)) or 0


def test_a_file_is_taken_when_it_no_longer_grows(at: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    watcher = Watcher(at, folder)
    assert watcher.look() == 0
    paper = folder / "fax 12.txt"
    paper.write_text("half")
    assert watcher.look() == 0
    paper.write_text("half and the rest")
    assert watcher.look() == 0
    assert watcher.look() == 1
    assert not paper.exists()
    (moved,) = (folder / ACCEPTED).iterdir()
    assert moved.name.endswith("-fax 12.txt")
    assert moved.read_text() == "half and the rest"
    assert watcher.look() == 0
    assert count(at) == 1


def test_a_crash_before_the_move_does_not_double(at: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("paper")
    first, second = Watcher(at, folder), Watcher(at, folder)
    first.look()
    second.look()
    first._take(folder / "a.txt", first._seen[folder / "a.txt"])
    (moved,) = (folder / ACCEPTED).iterdir()
    moved.rename(folder / "a.txt")
    assert second.look() == 0
    assert count(at) == 1


def test_hidden_files_links_and_folders_are_left_alone(
    at: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / ".partial").write_text("x")
    (folder / "link.txt").symlink_to("/etc/hostname")
    watcher = Watcher(at, folder)
    assert (watcher.look(), watcher.look()) == (0, 0)
    assert count(at) == 0


def test_a_file_over_the_limit_moves_aside(at: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    settings = at.settings.model_copy(update={"max_upload": 10})
    (folder / "big.txt").write_text("x" * 11)
    watcher = Watcher(Desk(settings, at.store, at.blobs, at.queue), folder)
    watcher.look()
    assert watcher.look() == 0
    (moved,) = (folder / REFUSED).iterdir()
    assert moved.name == "too_large-big.txt"
