"""SVG -> PNG with resvg and the shipped fonts: no browser, the same bytes for the same picture."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import resvg_py
from fontTools.ttLib import TTFont

from timeline.resources import assets_dir

MOST_PIXELS: Final = 64_000_000
"""Width times height of the largest picture: some 256 MB while it is drawn."""

_SIZE: Final = re.compile(r'<svg[^>]* width="([0-9.]+)" height="([0-9.]+)"')
FAMILY_NAMES: Final = (
    ("ibm-plex-sans-condensed", "IBM Plex Sans Condensed"),
    ("ibm-plex-sans", "IBM Plex Sans"),
    ("source-serif-4", "Source Serif 4"),
)
"""How a font file's name begins -> the family by which the style rules ask for it."""


class RasterError(ValueError):
    """The picture cannot be drawn: it is not SVG, or it would be too large."""


def png(svg: str, *, scale: float = 1.0) -> bytes:
    """The picture as PNG, `scale` pixels to one of its own (2.0 for dense screens).

    Draw it with a fixed theme: resvg knows no CSS variables. Raises RasterError for what is no picture.
    """
    if not 0.1 <= scale <= 8:
        raise RasterError(f"A scale lies between 0.1 and 8; {scale:g} does not.")
    found = _SIZE.search(svg[:2000])
    if found and float(found[1]) * float(found[2]) * scale * scale > MOST_PIXELS:
        raise RasterError(f"At {scale:g} pixels to one this picture has more than {MOST_PIXELS:,} pixels.")
    fonts = _fonts()
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=scale,
                font_files=list(fonts.files),
                # a title in another script is drawn with whatever the machine has, rather than not at all
                skip_system_fonts=fonts.characters.issuperset(svg),
            )
        )
    except ValueError as error:
        raise RasterError(f"resvg cannot draw this picture: {error}") from error


def _name(font: Any, stem: str) -> None:
    """Give all weights of a face one family name: some files call themselves a family of one weight."""
    family = next(name for start, name in FAMILY_NAMES if stem.startswith(start))
    for identity in (1, 16):
        font["name"].setName(family, identity, 3, 1, 0x409)
    font["name"].removeNames(nameID=17)


@dataclass(frozen=True, slots=True)
class _Fonts:
    files: tuple[str, ...]
    characters: frozenset[str]


@lru_cache(maxsize=1)
def _fonts() -> _Fonts:
    """The shipped fonts as TrueType files: resvg reads no woff2, so they are unpacked once per process."""
    folder = Path(tempfile.mkdtemp(prefix="echoline-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    files, characters = [], {"\n"}
    for source in sorted((assets_dir() / "fonts").glob("*.woff2")):
        font: Any = TTFont(source)
        font.flavor = None
        _name(font, source.stem)
        characters.update(map(chr, font.getBestCmap()))
        file = folder / f"{source.stem}.ttf"
        font.save(file)
        files.append(str(file))
    return _Fonts(tuple(files), frozenset(characters))
