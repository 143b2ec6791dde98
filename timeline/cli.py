"""The commands: each parses what it was given, calls one function, and reports.

Exit status: 0 fine, 1 the data or the world is at fault, 2 the command was used wrongly. Each command imports its room
when it is called, so that `timeline check` needs neither Dash nor Plotly.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import click

from timeline import __version__
from timeline.cli_group import Commands
from timeline.problems import CatalogueError, Problem, listing, plural, shown, tally

if TYPE_CHECKING:
    from timeline.catalogue import Catalogue

Command = TypeVar("Command", bound=Callable[..., Any])

DATA_HELP = (
    "DATA is a folder, a CSV file, the address of a CSV or the table of a scan; "
    "without it ./data, else the sample that ships with the program."
)


def example(text: str) -> str:
    """The end of a command's help: one example that runs."""
    return f"Example:\n\n    {text}"


def data_argument(command: Command) -> Command:
    """Gives a command the argument DATA, as a text or None."""
    return click.argument("data", required=False)(command)


def source_of(data: str | None) -> str | Path:
    """What to read: what was given, else ./data, else the sample."""
    from timeline import reading

    return reading.default_source() if data is None else data


def load(data: str | None) -> Catalogue:
    """The catalogue, its warnings on standard error; with errors, they are printed and the command ends with 1."""
    from timeline import live_source

    try:
        catalogue = live_source.read(source_of(data))
    except CatalogueError as error:
        refuse(error)
    _print_problems([problem for problem in catalogue.problems if problem.level == "warning"], sys.stderr)
    return catalogue


def refuse(error: CatalogueError) -> NoReturn:
    """Prints every problem on standard error, as `check` does, and ends the command with 1."""
    _print_problems(error.problems, sys.stderr)
    click.echo(f"{tally(error.problems)}. Nothing was loaded.", err=True)
    raise SystemExit(1) from None


def _print_problems(problems: Sequence[Problem], stream: TextIO) -> None:
    for line in listing(problems):
        stream.write(f"{line}\n")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="timeline")
def commands() -> None:
    """Echoline: which past the news reaches for, and whether it has it right."""


@commands.command(
    epilog=example("timeline check --format json"),
    help=f"""Say what is wrong with the data, and how to mend it.

{DATA_HELP} Every problem is said at once, with its file, line, id and column.
The status is 0 when the data can be loaded (warnings and notes do not prevent it), else 1.""",
)
@data_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for machines.",
)
def check(data: str | None, form: str) -> None:
    """Reads the data and prints every problem."""
    from timeline import live_source

    catalogue: Catalogue | None = None
    try:
        catalogue = live_source.read(source_of(data))
        problems = catalogue.problems
    except CatalogueError as error:
        problems = error.problems
    if form == "json":
        answer = {"ok": catalogue is not None, "problems": [problem.as_dict() for problem in problems]}
        click.echo(json.dumps(answer, indent=1))
    else:
        _print_problems(problems, sys.stdout)
        click.echo(_closing(catalogue, problems))
    if catalogue is None:
        raise SystemExit(1)


def _closing(catalogue: Catalogue | None, problems: Sequence[Problem]) -> str:
    if catalogue is None:
        return f"{tally(problems)}. Nothing was loaded."
    counts = [
        plural(len(catalogue.events), "event"),
        plural(len(catalogue.citations), "citation"),
        plural(int(catalogue.stories["story"].nunique()), "story"),
    ]
    more = f" ({tally(problems)})" if problems else ""
    return f"No problem found in {', '.join(counts)}{more}."


@commands.command(
    epilog=example("timeline new my-timeline"),
    help="""Write a small folder to start from.

DIR gets an events.csv, a citations.csv and a stories.csv with a few rows that pass `timeline check`, and the meaning of
every column in COLUMNS.txt. Nothing that exists is overwritten.""",
)
@click.argument("dir", type=click.Path(path_type=Path))
def new(dir: Path) -> None:
    """Writes the starter folder."""
    from timeline.starter import write_starter

    for path in write_starter(dir):
        click.echo(f"Wrote {path}")
    click.echo(f"Next: timeline serve {shown(str(dir), 200)}")


@commands.command(
    epilog=example("timeline serve --port 8051"),
    help=f"""Serve the explorer and its documents.

{DATA_HELP} An edited file is shown within two seconds.""",
)
@data_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8050, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 is any free one."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default one per core, at most four.")
@click.option("--base-url", default="", help="The address the world knows this site by, for links to it.")
@click.option(
    "--frame-ancestors",
    default="*",
    show_default=True,
    help="Who may frame /embed/: * or origins, separated by spaces.",
)
def serve(data: str | None, host: str, port: int, workers: int | None, base_url: str, frame_ancestors: str) -> None:
    """Serves until it is told to end."""
    from timeline import server

    try:
        server.serve(
            source_of(data),
            host=host,
            port=port,
            workers=workers,
            base_url=base_url,
            frame_ancestors=frame_ancestors,
            say=click.echo,
        )
    except CatalogueError as error:
        refuse(error)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


@commands.command(
    name="export",
    epilog=example("timeline export --out timeline.svg --as svg --story order-227-and-wagner"),
    help=f"""Write pages, pictures or data as files.

{DATA_HELP} OUT is a folder for a site, which then works from any web server or from the disk; for any other form it
is a file. What is there is replaced only when everything has been made.""",
)
@data_argument
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write.")
@click.option(
    "--as",
    "form",
    default="site",
    show_default=True,
    metavar="FORM",
    type=click.Choice(["site", "html", "svg", "png", "json-ld", "timelinejs", "zip"]),
    help="site, html, svg, png, json-ld, timelinejs or zip.",
)
@click.option("--view", "query", default="", help="What to show, as the explorer's address says it: 'q=siege'.")
@click.option("--story", default="", help="The id of a story, a report, an event or a theme.")
@click.option("--width", type=click.IntRange(320, 2400), help="Of a picture, in pixels; 1200 unless given.")
@click.option("--theme", type=click.Choice(["light", "dark", "print"]), default="light", show_default=True)
@click.option("--base-url", default="", help="Where the site will lie: https://example.org/timeline")
def export_command(
    data: str | None, out: Path, form: str, query: str, story: str, width: int | None, theme: str, base_url: str
) -> None:
    """Writes the catalogue as a site, a page, a picture or data."""
    from timeline.cli_files import run_export

    run_export(load(data), out, form, query=query, story=story, width=width, theme=theme, base_url=base_url)


@commands.command(
    name="import",
    epilog=example("timeline import timeline.json --from timelinejs --out my-timeline"),
    help="""Read other people's timelines into a folder.

FILE is a TimelineJS JSON or spreadsheet (CSV), or what Wikidata's query service or API gives (JSON or CSV). The folder
gets an events.csv that passes `timeline check`; nothing that exists is overwritten.""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "form", required=True, type=click.Choice(["timelinejs", "wikidata"]), help="What FILE is.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write.")
def import_command(file: Path, form: str, out: Path) -> None:
    """Writes the events of a file from elsewhere."""
    from timeline.cli_files import run_import

    run_import(file, form, out)


@commands.command(
    epilog=example("timeline cite article.txt --published 2023-02-05"),
    help=f"""Say which past events a text cites, where, how surely and why.

TEXT is a text file, an HTML page, a folder of them, or - for standard input. {DATA_HELP}
The places are characters of the text given (of an HTML page: of its main text). csv prints rows for citations.csv.""",
)
@click.argument("arguments", nargs=-1, metavar="[DATA] TEXT...")
@click.option("--published", default="", metavar="DATE", help="When the texts appeared; settles '80 years ago'.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="For people, for citations.csv, or for programs.",
)
@click.option(
    "--new-events",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write the rows of events.csv that the citations need: reports, and events that DATA does not have.",
)
def cite(arguments: tuple[str, ...], published: str, form: str, new_events: Path | None) -> None:
    """Prints what the texts cite."""
    from timeline.cli_citing import run_cite

    run_cite(arguments, load, published, form, new_events)


@commands.command(
    epilog=example("timeline scan articles.jsonl --out findings.parquet"),
    help=f"""Say what a whole archive cites, in a Parquet table with one row per finding.

ARCHIVE is a folder of texts, or a JSONL, CSV or Parquet file with a column text and, where known, published, url,
publisher and title. {DATA_HELP} A scan that was stopped goes on where it was when the same command is given again.""",
)
@click.argument("arguments", nargs=-1, metavar="[DATA] ARCHIVE")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The Parquet file to make.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler, such as tcp://127.0.0.1:8786.")
@click.option("--processes", type=click.IntRange(1, 256), help="Processes on this machine; by default one per core.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Also write the scan as a folder of CSV files, to go on working with.",
)
def scan(arguments: tuple[str, ...], out: Path, scheduler: str, processes: int | None, folder: Path | None) -> None:
    """Scans the archive."""
    from timeline.cli_citing import run_scan

    run_scan(arguments, load, out, scheduler, processes, folder)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process; whatever happens is told in one line, never as a trace."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its code instead of an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        commands.main(args=None if arguments is None else list(arguments), prog_name="timeline")
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except CatalogueError as error:
        _print_problems(error.problems, sys.stderr)
        sys.exit(1)
    except OSError as error:
        where = f"{shown(str(error.filename), 200)}: " if error.filename is not None else ""
        _fail(f"{where}{error.strerror or error}")
    except MemoryError:
        _fail("there is not enough memory for this")
    except Exception as error:
        if os.environ.get("TIMELINE_TRACE"):
            raise
        words = " ".join(str(error).split())
        _fail(
            f"this should not have happened: {type(error).__name__}: {shown(words, 300)} (TIMELINE_TRACE=1 shows where)"
        )


def _fail(message: str) -> NoReturn:
    click.echo(f"Error: {message}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
