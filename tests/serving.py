"""A real `timeline serve` for tests: a process of its own on a port that the system chose."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
READY = re.compile(r"http://[\d.]+:\d+")
PATIENCE = 60.0


class Served:
    """`timeline serve` as a context manager: `with Served("data") as served: served.get("/healthz")`.

    It runs in `folder`, with `python_path` before the installed packages. `url` is its address without a slash at the
    end; `output()` what it has printed so far. A server that does not start raises AssertionError with all it printed.
    """

    def __init__(
        self,
        data: str | Path | None = None,
        *options: str,
        workers: int = 1,
        folder: Path = ROOT,
        python_path: Path | None = None,
    ) -> None:
        self._folder = folder
        self._environment = {**os.environ, **({"PYTHONPATH": str(python_path)} if python_path else {})}
        source = [] if data is None else [str(data)]
        self._command = [sys.executable, "-m", "timeline.cli", "serve", *source, "--port", "0", *options]
        self._command += ["--workers", str(workers)]
        self._lines: list[str] = []
        self._said: queue.Queue[str | None] = queue.Queue()
        self.url = ""

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.url = READY.search(self.wait_for(READY.pattern)).group(0)  # type: ignore[union-attr]
        except AssertionError:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.append(line)
            self._said.put(line)
        self._said.put(None)

    def wait_for(self, pattern: str, patience: float = PATIENCE) -> str:
        """Return the next printed line that the pattern is found in; AssertionError when it ends or stays silent."""
        while True:
            try:
                line = self._said.get(timeout=patience)
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError(f"{' '.join(self._command)} never said {pattern!r}. It printed:\n{self.output()}")
            if re.search(pattern, line):
                return line

    def output(self) -> str:
        """Return everything printed so far."""
        return "".join(self._lines)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return (status, headers with lower-case names, body) of a GET; refusals (404 ...) are answers too."""
        request = urllib.request.Request(self.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, {k.lower(): v for k, v in refusal.headers.items()}, refusal.read()

    def json(self, path: str) -> Any:
        """Return the parsed JSON of a GET."""
        return json.loads(self.get(path)[2])

    def stop(self) -> int:
        """End the process as Ctrl-C would, wait for it, and return its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            status = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self._reader.join(5)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status
