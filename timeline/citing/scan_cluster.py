"""Scan on a Dask cluster: the same tasks as here, given to workers that may come, go or be killed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from timeline.citing.scan_archive import Chunk
from timeline.citing.scan_work import Scanned, Seed, scan_chunk

PATIENCE: Final = 10
"""Seconds to wait for the scheduler."""
_AHEAD: Final = 3
_TRIES: Final = 10
"""How often a task may lose its worker or fail before the scan gives up."""


class ClusterError(Exception):
    """The cluster cannot be used; the message says why and what to do."""


def on_cluster(work: Iterator[Chunk], seed: Seed, scheduler: str) -> Iterator[Scanned]:
    """Scan the chunks on the workers of a scheduler, in the order in which they finish.

    A worker that dies loses its tasks to the others; nothing is lost, and nothing comes twice.
    """
    client = _client(scheduler)
    try:
        yield from _scanned(client, work, seed)
    finally:
        client.close(timeout=2)


def _client(scheduler: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise ClusterError("--scheduler needs Dask, which is not installed: pip install 'echoline[cluster]'.") from None
    try:
        client: Any = _untyped(distributed, "Client")(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {scheduler} ({type(error).__name__}). Is it running? Its address looks like tcp://127.0.0.1:8786."
        ) from None
    if not client.scheduler_info(n_workers=-1)["workers"]:
        client.close()
        raise ClusterError(f"The scheduler at {scheduler} has no workers. Start some: dask worker {scheduler}")
    return client


def _untyped(module: Any, name: str) -> Any:
    """A function of a module that ships no types."""
    return getattr(module, name)


def _scanned(client: Any, work: Iterator[Chunk], seed: Seed) -> Iterator[Scanned]:
    import distributed

    def submit(chunk: Chunk) -> Any:
        return client.submit(scan_chunk, chunk, seed, pure=False, retries=_TRIES)

    threads = sum(client.nthreads().values()) or 1
    running = _untyped(distributed, "as_completed")(loop=client.loop)
    given = 0
    for chunk in work:
        running.add(submit(chunk))
        given += 1
        if given >= threads * _AHEAD:
            yield _result(next(running))
            given -= 1
    for future in running:
        yield _result(future)


def _result(future: Any) -> Scanned:
    from distributed import KilledWorker

    try:
        scanned: Scanned = future.result()
    except KilledWorker as error:
        raise ClusterError(f"The workers keep dying on the same articles: {error}. What was done is kept.") from None
    finally:
        future.release()
    return scanned
