"""The one door of the scene: a view's scale and the frame's layout choose who places it."""

from __future__ import annotations

from timeline.catalogue import Catalogue
from timeline.scene.across_time import across_time
from timeline.scene.by_end import by_end
from timeline.scene.in_step import in_step
from timeline.scene.index import ENDS, index_of
from timeline.scene.plans import Plan, own_clocks
from timeline.scene.scene import Frame, Scene
from timeline.scene.selection import Selection, select
from timeline.scene.side_by_side import side_by_side
from timeline.scene.tall import tall
from timeline.scene.upright import upright
from timeline.view import EVERYTHING, SCALES, View

_ROOM = Frame(1040)


def arrange(catalogue: Catalogue, view: View, frame: Frame, selection: Selection | None = None) -> Scene:
    """The picture of a view in a frame, as plain numbers; pure, so the same three always give the same Scene.

    `selection` shows exactly what it holds (see `selected`) instead of what the view's story and filters leave.
    """
    selection = selection if selection is not None else select(catalogue, view)
    if view.scale == "across-time":
        return (upright if frame.layout == "tall" else across_time)(catalogue, selection, frame)
    plan: Plan | None = in_step(catalogue, selection, frame) if view.scale == "in-step" else None
    if plan is None:
        plan = own_clocks(catalogue, selection, frame)
    return (tall if frame.layout == "tall" else side_by_side)(catalogue, selection, frame, plan)


def prepare(catalogue: Catalogue) -> None:
    """Make what all pictures of a catalogue share, before the first reader asks; some seconds for a million events."""
    for end in ENDS:
        by_end(index_of(catalogue), end)
    catalogue.row("")
    for view in (View(), *(View(story=EVERYTHING, scale=scale) for scale in SCALES)):
        arrange(catalogue, view, _ROOM)
