"""Article text -> the past events it cites: dates in text, names in text, ranking.

knowledge = Knowledge.of(catalogue)
findings = cite(text, knowledge, dates.parse("2023-02-05"))
"""

from timeline.citing.dates_in_text import DateFound
from timeline.citing.engine import cite
from timeline.citing.findings import Finding, Findings
from timeline.citing.knowledge import Knowledge

__all__ = ["DateFound", "Finding", "Findings", "Knowledge", "cite"]
