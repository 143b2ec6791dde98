"""The folder of an exported site: its lock, what an earlier export left in it, and what is known of its files."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

MANIFEST: Final = ".echoline.json"
"""What the folder holds, by its digests: how a second export knows what has not changed."""

Entry = list[Any]
"""Of a file: the digest of its content, the digest of what it was made from, its size."""


@contextmanager
def named_for(out: Path) -> Iterator[None]:
    """What the disk refuses is said of the place that was asked for, not of a passing file beside it."""
    passing = str(out.with_name(f".{out.name}."))
    if out.parent.exists() and not out.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "this is a file, and a folder is wanted there", str(out.parent))
    try:
        yield
    except OSError as error:
        named = str(error.filename or "")
        if named and not named.startswith(passing):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(out)) from None


@contextmanager
def alone(new: Path, out: Path) -> Iterator[None]:
    """Two exports to one place would clear away each other's work. The lock ends with its process, however it ends."""
    folder = os.open(new, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OSError(errno.EBUSY, "another export is writing there at this moment", str(out)) from error
        yield
    finally:
        os.close(folder)


def clear(folder: Path) -> None:
    """Remove what an export that died has left; the folder itself stays, for it carries the lock."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def recover(out: Path, old: Path) -> None:
    """After an export that died between its two renamings, the old folder lies aside: put it back."""
    if old.exists() and not out.exists():
        old.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def manifest(out: Path) -> dict[str, Entry]:
    """What an earlier export wrote there, by file; FileExistsError when the folder holds other things."""
    if not out.exists():
        return {}
    if not out.is_dir():
        raise FileExistsError(17, "this is a file; a site needs a folder", str(out))
    try:
        text = (out / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        if any(out.iterdir()):
            problem = "this folder holds other things; choose a new one, or one that an earlier export made"
            raise FileExistsError(17, problem, str(out)) from None
        return {}
    try:
        files = json.loads(text)["files"]
        return {str(name): list(entry) for name, entry in files.items() if len(entry) == 3}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
