"""The house as a table: which part of `timeline` lives on which floor, in the order in which parts may use one another.

A part may import from every floor below its own and from the parts before it in its own list. A name stands for the
module `NAME.py`, the package `NAME/` and the helpers `NAME_*.py`. Parts that share a line in a list may not import one
another.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Final

FLOORS: Final[tuple[tuple[tuple[str, ...], ...], ...]] = (
    (  # 1  plain values and algorithms: no Dash, no Plotly
        ("problems",),
        ("resources",),
        ("dates",),
        ("values",),
        ("ordered",),
        ("scales",),
        ("ticks",),
        ("packing",),
        ("widths",),
        ("processes",),
    ),
    (  # 2  the catalogue
        ("schema",),
        ("searching",),
        ("catalogue",),
        ("fetching",),
        ("reading_text",),
        ("reading_tables",),
        ("checking",),
        ("reading",),
        ("starter",),
        ("citing",),
        ("exchange",),
    ),
    (  # 3  what is shown, and where
        ("view",),
        ("scene",),
    ),
    (  # 4  the picture
        ("palette",),
        ("figure",),
        ("svg",),
        ("raster",),
    ),
    (  # 5  the doors
        ("addresses",),
        ("headers",),
        ("dash_requests",),
        ("caching",),
        ("live",),
        ("shell",),
        ("snippet",),
        ("explore", "documents"),
        ("server",),
        ("export",),
        ("making",),
        ("cli",),
        ("__main__",),
    ),
)
# Third-party packages that a floor may not know: reading and checking the CSV must work without them.
FORBIDDEN: Final[dict[int, frozenset[str]]] = {
    1: frozenset({"dash", "plotly", "flask", "jinja2", "gunicorn"}),
    2: frozenset({"dash", "plotly", "flask", "jinja2", "gunicorn"}),
    3: frozenset({"dash", "plotly", "flask", "jinja2", "gunicorn"}),
    4: frozenset({"dash", "flask", "jinja2", "gunicorn"}),
    5: frozenset(),
}
# The package itself: its version, which any part may read.
ROOT: Final = "__init__"


def part_of(module: str) -> str:
    """Return the part that a path inside the package belongs to: "scene/stems.py" -> "scene", "dates_a.py" -> "dates".

    The longest name of the table that fits wins; an unknown path is a part of its own name.
    """
    head = module.replace("\\", "/").split("/")[0].removesuffix(".py")
    names = [name for floor in FLOORS for line in floor for name in line]
    prefixes = [name for name in names if head == name or head.startswith(name + "_")]
    return max(prefixes, key=len, default=head)


def place(part: str) -> tuple[int, int] | None:
    """Return (floor, position in its list), both from 1, or None when the table does not know the part."""
    for floor, lines in enumerate(FLOORS, 1):
        for position, line in enumerate(lines, 1):
            if part in line:
                return floor, position
    return None


def imports(source: str, module: str) -> list[tuple[int, str]]:
    """Return (line, dotted name) of all that the source text imports, relative names made absolute.

    `module` is the path inside the package ("scene/arrange.py"). `from timeline import x` counts as `timeline.x`;
    imports under `if TYPE_CHECKING:` and inside functions count like any other.
    """
    package = ["timeline", *Path(module).parts[:-1]]
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            if stem == "timeline":
                found += [(node.lineno, f"timeline.{alias.name}") for alias in node.names]
            else:
                found.append((node.lineno, stem))
    return sorted(found)


def complaints(sources: Iterable[tuple[str, str]]) -> list[str]:
    """Return one sentence for each import that breaks the house, and for each file that has no floor.

    `sources` are pairs of a path inside the package and its text.
    """
    found: list[str] = []
    for module, source in sources:
        if module == f"{ROOT}.py":
            continue
        part = part_of(module)
        here = place(part)
        if here is None:
            found.append(f"say on which floor {module} lives, in tests/floors.py")
            continue
        for line, name in imports(source, module):
            top, *rest = name.split(".")
            if top in FORBIDDEN[here[0]]:
                found.append(f"{module}:{line}: {part} may not import {top}: floor {here[0]} does without it")
            if top != "timeline" or not rest or rest[0] in (ROOT, "__version__"):
                continue
            other = part_of(rest[0])
            there = place(other)
            if other == part or there is None:
                continue
            start = f"{module}:{line}: {part} may not import {other}"
            if there[0] > here[0]:
                found.append(f"{start}: floor {here[0]} may not look up to floor {there[0]}")
            elif there[0] == here[0] and there[1] >= here[1]:
                found.append(f"{start}: on floor {here[0]}, {other} is not before {part}")
    return found


def cycles(sources: Iterable[tuple[str, str]]) -> list[str]:
    """Return "a -> b -> a" for each circle of module imports, those inside functions left out as they run later."""
    graph: dict[str, set[str]] = {}
    for module, source in sources:
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                node.body = [ast.Pass()]
        graph[_dotted(module)] = {name for _, name in imports(ast.unparse(tree), module)}
    for module, names in graph.items():
        # A package's own __init__ runs whenever a module inside it is imported: no circle.
        graph[module] = {name for name in names & graph.keys() if not f"{module}.".startswith(f"{name}.")}
    found: list[str] = []
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> None:
        if module in path:
            found.append(" -> ".join([*path[path.index(module) :], module]))
            return
        if module in done:
            return
        for name in sorted(graph[module]):
            walk(name, [*path, module])
        done.add(module)

    for module in sorted(graph):
        walk(module, [])
    return found


def _dotted(module: str) -> str:
    return "timeline." + module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
