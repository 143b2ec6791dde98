"""What a dark picture is printed with: the light colours of the same things."""

from __future__ import annotations

from functools import lru_cache

from timeline.figure_shapes import RECEDED
from timeline.palette import THEMES, mixed


@lru_cache(maxsize=1)
def printed() -> dict[str, str]:
    """Every colour of a dark picture, as a browser tells it (`rgb(16, 22, 28)`), with the light one for it."""
    dark, light = THEMES["dark"], THEMES["light"]
    pairs = {mixed(dark[name], dark["paper"], RECEDED): mixed(light[name], light["paper"], RECEDED) for name in dark}
    pairs |= {dark[name]: light[name] for name in dark}
    return {_rgb(one): _rgb(other) for one, other in pairs.items()}


def _rgb(colour: str) -> str:
    return f"rgb({int(colour[1:3], 16)}, {int(colour[3:5], 16)}, {int(colour[5:7], 16)})"
