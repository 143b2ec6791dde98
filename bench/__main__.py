"""Run every benchmark, or those named: `python -m bench [dates scene ...]`. Each runs in a process of its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The data first, then what is drawn from it, then what is served; a module not named here comes last.
ORDER = ("dates", "catalogue", "scene", "explore", "documents", "export", "load", "citing")


def modules() -> list[str]:
    """Return the names of the modules that have a `main` and of the packages that can be run, in the order of a run."""
    found = [path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_") and _has_main(path)]
    found += [path.parent.name for path in HERE.glob("*/__main__.py")]
    return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def _has_main(path: Path) -> bool:
    body = ast.parse(path.read_text("utf-8")).body
    return any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in body)


def run(names: list[str]) -> int:
    """Run the named benchmarks one after the other; return the exit status: 1 one failed, 2 one is unknown."""
    known = modules()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    failed = []
    for name in names or known:
        print(f"== bench.{name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
