"""A whole site as a folder: every document, embed, picture and table, a search page, and links that work from a disk.

The folder is built beside its place and put there by renaming, so that a failed export leaves the old one. What has not
changed keeps its file (the same inode where the disk allows it), so a synchroniser uploads only what is new.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any, Final

from timeline import __version__, raster, resources
from timeline.catalogue import Catalogue
from timeline.documents.files import file_of, relative_data, with_relative_links
from timeline.export_addresses import addresses, in_groups
from timeline.export_folder import MANIFEST, Entry, alone, clear, manifest, named_for, recover
from timeline.export_pages import Pages
from timeline.processes import end_with_parent, shielded

MOST_JOBS: Final = 4
WORTH_A_PROCESS: Final = 120
"""Addresses below which one process is faster than several."""
ASSETS: Final = (
    "tokens.css", "icons.css", "base.css", "document.css", "document.js", "document-search.js", "icon.svg", "embed.js",
    "present.css", "present.js", "present-order.js", "handout.css", "present-handout.js",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What an export did: `files` there are, of which `changed` were written anew, `size` in bytes altogether."""

    path: Path
    files: int
    changed: int
    size: int


def write_site(
    catalogue: Catalogue,
    out: Path,
    *,
    base_url: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
    jobs: int | None = None,
) -> Written:
    """Write the site into the folder `out`; see the module. FileExistsError when `out` holds something else."""
    out = out.absolute()
    with named_for(out):
        return _write_site(catalogue, out, base_url, progress, jobs)


def _write_site(
    catalogue: Catalogue, out: Path, base_url: str, progress: Callable[[int, int], None], jobs: int | None
) -> Written:
    new = out.with_name(f".{out.name}.new")
    new.mkdir(parents=True, exist_ok=True)
    with alone(new, out):
        return _write_alone(catalogue, out, new, base_url, progress, jobs)


def _write_alone(
    catalogue: Catalogue,
    out: Path,
    new: Path,
    base_url: str,
    progress: Callable[[int, int], None],
    jobs: int | None,
) -> Written:
    old = out.with_name(f".{out.name}.old")
    try:
        recover(out, old)
        before = manifest(out)
        clear(new)
        found = _build(catalogue, new, out, before, base_url, progress, jobs)
        text = json.dumps({"program": __version__, "data": catalogue.version, "files": found}, indent=0)
        (new / MANIFEST).write_text(text, encoding="utf-8")
        with shielded():
            if out.exists():
                out.rename(old)
            new.rename(out)
            shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        with shielded():
            shutil.rmtree(new, ignore_errors=True)
            recover(out, old)
        raise
    changed = sum(before.get(name, [""])[0] != entry[0] for name, entry in found.items())
    return Written(out, len(found), changed, sum(int(entry[2]) for entry in found.values()))


def _build(
    catalogue: Catalogue,
    new: Path,
    old: Path,
    before: Mapping[str, Entry],
    base_url: str,
    progress: Callable[[int, int], None],
    jobs: int | None,
) -> dict[str, Entry]:
    """Make every file below `new`; what is the same as `before` is linked from `old`."""
    wanted = addresses(catalogue, base_url)
    files = {file for address in wanted if (file := file_of(address))} | {f"assets/{name}" for name in _assets()}
    for folder in {Path(file).parent for file in files}:
        (new / folder).mkdir(parents=True, exist_ok=True)
    site = Builder(_parts(catalogue), new, old, dict(before), frozenset(files), base_url)
    found: dict[str, Entry] = {}
    for name in _assets():
        found |= site.keep(f"assets/{name}", (resources.assets_dir() / name).read_bytes())
    groups = in_groups(wanted)
    count = len(wanted)
    many = min(MOST_JOBS, os.cpu_count() or 1) if jobs is None else jobs
    done = 0
    if many < 2 or count < WORTH_A_PROCESS:
        for group in groups:
            found |= site.make(group)
            done += len(group)
            progress(done, count)
        return found
    # Spawned, not forked: threads of the libraries may hold locks that a fork would never see opened.
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(many, mp_context=context, initializer=_start, initargs=(site, stop))
    try:
        with shielded():
            results = pool.map(_make, groups)
        for group, made in zip(groups, results, strict=True):
            found |= made
            done += len(group)
            progress(done, count)
    finally:
        with shielded():
            # Asked to stop, each ends after the page it is at, and takes its fonts and files with it.
            stop.set()
            pool.shutdown(cancel_futures=True)
    return found


def _assets() -> list[str]:
    folder = resources.assets_dir()
    fonts = sorted(path.name for path in (folder / "fonts").iterdir())
    return [name for name in ASSETS if (folder / name).is_file()] + [f"fonts/{name}" for name in fonts]


def _parts(catalogue: Catalogue) -> dict[str, Any]:
    """What another process needs to have the same catalogue: its indexes cannot travel, and are cheap to make."""
    names = ("events", "citations", "stories", "problems", "version", "origin")
    return {name: getattr(catalogue, name) for name in names}


class Builder:
    """Makes files of addresses below one folder; can be handed to another process."""

    def __init__(
        self,
        parts: Mapping[str, Any],
        new: Path,
        old: Path,
        before: Mapping[str, Entry],
        files: frozenset[str],
        base_url: str,
    ) -> None:
        self._given = (parts, new, old, before, files, base_url)
        self._catalogue = Catalogue(**parts)
        self._new, self._old, self._before, self._files = new, old, before, files
        self._pages = Pages(self._catalogue, base_url)

    def __reduce__(self) -> tuple[type[Builder], tuple[Any, ...]]:
        return Builder, self._given

    def make(self, group: list[str], stopped: Callable[[], bool] = lambda: False) -> dict[str, Entry]:
        """The files of these addresses, by name; fewer when it is stopped."""
        made: dict[str, Entry] = {}
        for address in group:
            if stopped():
                break
            file = file_of(address)
            assert file is not None, address
            if file.endswith(".png"):
                made |= self._picture(address, file)
            else:
                made |= self.keep(file, self._page(address, file))
        return made

    def _page(self, address: str, file: str) -> bytes:
        data = self._pages.get(address)
        if file.endswith(".html"):
            return with_relative_links(data.decode("utf-8"), file, self._files.__contains__).encode("utf-8")
        if file.endswith(".json") and file.split("/")[0] in ("report", "event", "story"):
            graph = relative_data(json.loads(data), file, self._files.__contains__)
            return (json.dumps(graph, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        return data

    def _picture(self, address: str, file: str) -> dict[str, Entry]:
        """A PNG is drawn from its SVG, which is much cheaper: when that is the same, so is the picture."""
        svg = self._pages.get(address.replace("/chart.png", "/chart.svg", 1)).decode("utf-8")
        source = _digest(svg.encode("utf-8"))
        known = self._before.get(file)
        if known and known[1] == source and (self._old / file).is_file():
            self._link(file)
            return {file: known}
        return self.keep(file, raster.png(svg), source)

    def keep(self, file: str, data: bytes, source: str = "") -> dict[str, Entry]:
        """Write the file, or link the old one when it is the same."""
        digest = _digest(data)
        known = self._before.get(file)
        if known and known[0] == digest and (self._old / file).is_file():
            self._link(file)
        else:
            (self._new / file).write_bytes(data)
        return {file: [digest, source, len(data)]}

    def _link(self, file: str) -> None:
        try:
            os.link(self._old / file, self._new / file)
        except OSError:
            # Some disks know no hard links; a copy keeps at least the time of the file.
            shutil.copy2(self._old / file, self._new / file)


_worker: list[tuple[Builder, Event]] = []


def _start(site: Builder, stop: Event) -> None:
    end_with_parent()
    _worker[:] = [(site, stop)]


def _make(group: list[str]) -> dict[str, Entry]:
    site, stop = _worker[0]
    return {} if stop.is_set() else site.make(group, stop.is_set)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
