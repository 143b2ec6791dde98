"""Echoline: a historical-parallel timeline explorer."""

__version__ = "0.1.0"
