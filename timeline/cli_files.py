"""What `timeline export` and `timeline import` do and say; the commands themselves stand in cli.py."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.problems import plural, shown

if TYPE_CHECKING:
    from timeline.catalogue import Catalogue

SOURCES = ("timelinejs", "wikidata")
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file to import."""


def run_export(
    catalogue: Catalogue, out: Path, form: str, *, query: str, story: str, width: int | None, theme: str, base_url: str
) -> None:
    """Export and say what was written; a usage error when something cannot be exported."""
    from timeline.export import ExportError, export
    from timeline.export_pages import PageError
    from timeline.processes import ending_calmly
    from timeline.server import checked_base_url
    from timeline.view import View

    view = View.from_search(query)
    for note in view.notes:
        click.echo(f"Note: {note}", err=True)
    try:
        with ending_calmly():
            done = export(
                catalogue, out, form, view=view, story=story, width=width, theme=theme,
                base_url=checked_base_url(base_url), progress=_progress if form == "site" else lambda done, total: None,
            )  # fmt: skip
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"Nothing was written; {out} is as it was.") from None
    except (ExportError, PageError) as error:
        raise click.UsageError(str(error)) from None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    size = f"{done.size / 1e6:,.1f} MB" if done.size >= 1e5 else f"{done.size / 1e3:,.1f} kB"
    if form == "site":
        share = "all" if done.changed == done.files else f"{done.changed:,}"
        click.echo(f"Wrote {plural(done.files, 'file')} ({size}) to {done.path}, {share} of them new or changed.")
        click.echo(f"Open {done.path / 'index.html'} in a browser, or put the folder on any web server.")
    else:
        click.echo(f"Wrote {done.path} ({size}).")


def _progress(done: int, total: int) -> None:
    """One line on a terminal that counts up; for a log a line at each quarter."""
    if sys.stderr.isatty():
        click.echo(f"\r{done:,} of {total:,} pages and pictures", nl=done == total, err=True)
    elif any(done * 4 >= part * total > (done - 1) * 4 for part in range(1, 5)):
        click.echo(f"{done:,} of {total:,} pages and pictures", err=True)


def run_import(file: Path, form: str, out: Path) -> None:
    """Import and say what was written, and what was left out; status 1 when the file cannot be read."""
    from timeline.exchange import timelinejs, wikidata
    from timeline.exchange.incoming import NotReadableError, write

    if file.stat().st_size > LARGEST:
        click.echo(f"Error: {file} is larger than {LARGEST // 1024 // 1024} MB, more than an import reads.", err=True)
        raise SystemExit(1)
    read = {"timelinejs": timelinejs.read, "wikidata": wikidata.read}[form]
    try:
        found = read(file.read_bytes())
    except NotReadableError as error:
        click.echo(f"Error: {file}: {shown(str(error), 400)}", err=True)
        raise SystemExit(1) from None
    path = write(found, out)
    for note in found.notes[:20]:
        click.echo(f"Note: {note}", err=True)
    if len(found.notes) > 20:
        click.echo(f"Note: and {len(found.notes) - 20:,} more were left out.", err=True)
    click.echo(f"Wrote {plural(len(found.rows), 'event')} to {path}.")
    click.echo(f"Next: look at kind, themes and sources, then: timeline check {out}")
