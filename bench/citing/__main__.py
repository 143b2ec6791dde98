"""`python -m bench.citing`: how well and how fast texts are understood. `--faults` lists those of the tuning half."""

from __future__ import annotations

import sys

from bench.citing.scoring import Count, Score, half, passages, score
from bench.citing.speed import flatness, others, scanning, speed, start_up
from bench.measuring import machine
from timeline import reading
from timeline.citing import Knowledge
from timeline.resources import sample_data_dir

TARGETS = "targets on unseen text: event F1 0.85, precision 0.92, silence 95 %, date F1 0.93"


def main() -> int:
    """Print quality by half and class, calibration, and speed; 1 if a target is missed."""
    print(machine())
    knowledge = Knowledge.of(reading.read(sample_data_dir()))
    gold = passages()
    without = sum(not passage["events"] for passage in gold)
    print(
        f"{len(gold)} passages, {without} without any event, {sum(passage['hard'] for passage in gold)} hard; {TARGETS}"
    )
    halves = {name: score([one for one in gold if half(one) == name], knowledge) for name in ("tuning", "test")}
    for name, found in halves.items():
        _tell(name, found)
    print()
    fast = speed(knowledge)
    start_up()
    flatness()
    scanning()
    others(knowledge)
    return 0 if fast and _good(halves["test"]) else 1


def _good(found: Score) -> bool:
    events, dates = found.events, found.dates
    return events.f1 >= 0.85 and events.precision >= 0.92 and found.silence >= 0.95 and dates.f1 >= 0.93


def _tell(name: str, found: Score) -> None:
    print(f"\n{name} half")
    print(f"  events   {_figures(found.events)}   place overlaps {found.overlap:.0%}")
    print(f"  dates    {_figures(found.dates)}   exact EDTF")
    print(f"  silence  {found.silence:.1%} of {found.without} passages without history")
    print(
        f"  slips    {found.slips.right} of {found.slips.wanted} found, {found.slips.found - found.slips.right} false"
    )
    print(f"  calibration error {found.calibration_error:.3f}")
    for low, high, count, mean, right in found.calibration():
        print(f"    confidence {low:.2f}-{high:.2f}: {count:3d} findings, mean {mean:.2f}, right {right:.2f}")
    for group, count in sorted(found.by_class.items()):
        print(f"    {group:<14} {_figures(count)}")
    if name == "tuning" and "--faults" in sys.argv:
        print("  faults", *found.faults, sep="\n    ")


def _figures(count: Count) -> str:
    return f"precision {count.precision:.3f}  recall {count.recall:.3f}  F1 {count.f1:.3f}"


if __name__ == "__main__":
    sys.exit(main())
