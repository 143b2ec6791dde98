"""What `timeline cite` and `timeline scan` do once their arguments are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.problems import shown

if TYPE_CHECKING:
    from timeline.catalogue import Catalogue

Load = Callable[[str | None], "Catalogue"]


def data_first(arguments: Sequence[str], wanted: str) -> tuple[str | None, tuple[str, ...]]:
    """DATA, if the first of several arguments is one (a folder with events.csv, a CSV, an address), and the rest."""
    if not arguments:
        raise click.UsageError(f"{wanted} is missing: give a path, or - for standard input.")
    first, *rest = arguments
    is_data = first.lower().endswith(".csv") or "://" in first or (Path(first) / "events.csv").is_file()
    return (first, tuple(rest)) if rest and is_data else (None, tuple(arguments))


def run_cite(arguments: Sequence[str], load: Load, published: str, form: str, new_events: Path | None) -> None:
    """Print what the texts cite; what cannot be read is said, and the status is then 1."""
    from timeline.citing import command
    from timeline.citing.knowledge import Knowledge
    from timeline.dates import DateError

    data, texts = data_first(arguments, "TEXT")
    try:
        published = command.checked_date(published)
    except DateError as error:
        raise click.UsageError(f"--published: {error}") from None
    knowledge = Knowledge.of(load(data))
    results = list(command.cite_texts(knowledge, texts, published, sys.stdin.buffer))
    cited = [one for one in results if isinstance(one, command.Cited)]
    if cited:
        click.echo(command.printed(cited, form), nl=False)
    if new_events is not None:
        new_events.write_text(command.new_events_csv(cited), encoding="utf-8")
    for one in results:
        if not isinstance(one, command.Cited):
            click.echo(shown(str(one), 400), err=True)
    if len(cited) < len(results):
        raise SystemExit(1)


def run_scan(
    arguments: Sequence[str], load: Load, out: Path, scheduler: str, processes: int | None, folder: Path | None
) -> None:
    """Scan the archive with progress on standard error; say at the end what came of it."""
    from timeline.citing import command_scan
    from timeline.processes import ending_calmly

    data, archives = data_first(arguments, "ARCHIVE")
    if len(archives) != 1:
        raise click.UsageError(f"Give one archive, not {len(archives)}.")
    catalogue = load(data)
    try:
        with ending_calmly():
            told = command_scan.scan_and_tell(
                archives[0], out, catalogue, scheduler=scheduler, processes=processes, folder=folder, stream=sys.stderr
            )
    except KeyboardInterrupt:
        raise KeyboardInterrupt("The same command goes on from there.") from None
    except command_scan.REFUSALS as error:
        click.echo(f"Error: {shown(str(error), 400)}", err=True)
        raise SystemExit(1) from None
    click.echo(told)
