"""The group of commands: their order, the nearest to a mistyped one, and a calm end by Ctrl-C."""

from __future__ import annotations

import sys
from typing import Any, Final

import click

from timeline.problems import did_you_mean, nearest, shown

INTERRUPTED: Final = 130
"""The exit status of a program that Ctrl-C has ended: 128 and the number of the signal."""


class Commands(click.Group):
    """The commands in the order in which they are written here; a mistyped one is met with the nearest."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of their definition."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; a usage error with the nearest name when there is none."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = did_you_mean(nearest(args[0], self.commands)) or f"There are: {', '.join(self.commands)}."
            raise click.UsageError(f"No command is called '{shown(args[0])}'. {near}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C ends it with one line and the status that shells know for it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stopped:
            # On a terminal the cursor stands behind "^C", or behind a line of progress.
            start = "\n" if sys.stderr.isatty() else ""
            click.echo(f"{start}Stopped. {stopped}".rstrip(), err=True)
            raise SystemExit(INTERRUPTED) from None
