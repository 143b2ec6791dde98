"""Places in numbers that are in order, found by halving."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Whole = Ints | npt.NDArray[np.int32]


def places(ordered: Whole, values: npt.ArrayLike, side: Literal["left", "right"] = "left") -> Ints:
    """What `np.searchsorted` answers for whole numbers `ordered` (n,), in the shape of `values`, of whatever type.

    numpy copies all of `ordered` when the values are of another type, a Python int included: at a million rows that
    is a thousand times the cost of the search. So the values are brought to the type of what they are sought in.
    """
    # The first place at or after 3.2 is the first at or after 4; the last at or before it is the last at or before 3.
    whole = np.ceil(values) if side == "left" else np.floor(values)
    found: Ints = np.searchsorted(ordered, whole.astype(ordered.dtype), side)
    return found


def place(ordered: Whole, value: float, side: Literal["left", "right"] = "left") -> int:
    """The place of one value (see `places`)."""
    return int(places(ordered, value, side))
