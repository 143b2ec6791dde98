"""Catalogue + View + Frame -> Scene: what is shown, and where, in plain numbers; no colours, no Plotly, no HTML."""

from timeline.scene.arranging import arrange, prepare
from timeline.scene.facets import Facet, facets
from timeline.scene.scene import Frame, Scene
from timeline.scene.selection import Selection, resolve, select, selected

__all__ = ["Facet", "Frame", "Scene", "Selection", "arrange", "facets", "prepare", "resolve", "select", "selected"]
