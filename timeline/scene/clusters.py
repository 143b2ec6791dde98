"""What has no room becomes one mark with a count, on the rail, that opens its own window of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.scene.items import DOT, Item
from timeline.scene.scene import Box, Mark, Side

RADIUS: Final = 11.0
_STEP: Final = 40.0


@dataclass(slots=True)
class Cluster:
    """Items that share one mark at `at`; `nodes` as of an Item."""

    key: str
    side: Side
    items: list[Item]
    at: float
    nodes: list[float] = field(default_factory=list)


def cluster_items(items: Sequence[Item], side: str, wide: int) -> list[Cluster]:
    """Neighbours within one step of 40 px share a cluster; clusters never overlap each other."""
    groups: dict[int, list[Item]] = {}
    for item in sorted(items, key=lambda i: i.at):
        groups.setdefault(int(item.at // _STEP), []).append(item)
    out = []
    for step, members in sorted(groups.items()):
        low, high = step * _STEP + RADIUS, (step + 1) * _STEP - RADIUS
        at = min(max(sum(i.at for i in members) / len(members), low), high)
        at = min(max(at, RADIUS + 2), wide - RADIUS - 2)
        near = [other for other in (step - 1, step + 1) if len(groups.get(other, ())) > 1]
        if len(members) == 1 and near:
            # A lone mark beside a cluster would be covered by it, so it joins the cluster.
            continue
        members += [
            i
            for other in (step - 1, step + 1)
            if len(groups.get(other, ())) == 1 and len(members) > 1
            for i in groups[other]
            if i not in members
        ]
        alone = len(members) == 1
        key = members[0].key if alone else f"cluster-{side}-{step}"
        out.append(Cluster(key, "then" if side == "then" else "now", members, members[0].at if alone else at))
    return out


def cluster_mark(cluster: Cluster, y: float, window: tuple[int, int], catalogue: Catalogue) -> Mark:
    """The mark of a cluster; a single leftover is drawn as a hollow or full dot on the rail, without words."""
    index = index_of(catalogue)
    members = cluster.items
    if len(members) == 1:
        one = members[0]
        box = Box(one.at - DOT, y - DOT, one.at + DOT, y + DOT)
        return Mark(
            key=one.key,
            kind=one.kind,
            side=one.side,
            shape="dot",
            box=box,
            x=one.at,
            y=y,
            title=one.whole,
            date=one.date,
            state=one.state,
            hollow=one.hollow,
            word=one.word,
        )
    first = max(window[0], min(int(index.first[i.row]) for i in members))
    last = min(window[1], max(int(index.first[i.row]) for i in members))
    days = f"{dates.day_words(first, 'short')} – {dates.day_words(last, 'short')}"
    names = ", ".join(i.whole for i in sorted(members, key=lambda i: -i.weight)[:3])
    count = len(members)
    more = f" and {count - 3:,} more" if count > 3 else ""
    return Mark(
        key=cluster.key,
        kind="cluster",
        side=cluster.side,
        shape="cluster",
        box=Box(cluster.at - RADIUS, y - RADIUS, cluster.at + RADIUS, y + RADIUS),
        x=cluster.at,
        y=y,
        title=f"{count} events, {days}",
        date=days,
        count=count,
        members=tuple(i.key for i in members),
        state="selected" if any(i.state == "selected" for i in members) else "rest",
        window=f"{_edtf(first - 15)}/{_edtf(last + 15)}",
        word=f"{count:,} events, {days}: {names}{more}. Opens on click",
    )


def _edtf(day: int) -> str:
    year, month, of_month = dates.civil(day)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{of_month:02d}"
