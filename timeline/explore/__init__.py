"""The explorer: a page that is complete as served, and an app that wakes in its place."""

from timeline.explore.app import PATHS, create_explore

__all__ = ["PATHS", "create_explore"]
