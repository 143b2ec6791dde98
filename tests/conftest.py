"""What every test may ask for: the bundled data, and a real server that shows it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.serving import ROOT, Served

# A shell that runs the tests in the background has its commands ignore Ctrl-C, and whatever those start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# dask writes a configuration file wherever this points, by default into the home folder.
os.environ.setdefault("DASK_CONFIG", str(ROOT / ".cache" / "dask"))

# A shared machine is sometimes slow: time is measured in bench/, not by hypothesis.
settings.register_profile("echoline", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("echoline")


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """The folder of the bundled catalogue."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def server() -> Iterator[Served]:
    """The bundled catalogue, served by `timeline serve`."""
    with Served() as served:
        assert served.json("/healthz")["ok"] is True
        yield served


@pytest.fixture
def serve_folder() -> Iterator[Callable[..., Served]]:
    """A factory: `serve_folder(path, "--base-url", ...)` is a started server of other data, ended with the test."""
    with ExitStack() as stack:
        yield lambda data, *options, **more: stack.enter_context(Served(data, *options, **more))
