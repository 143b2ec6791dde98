"""200 readers at once: how many pages a second, how soon an embed comes at half that rate, and no error.

Run with `python -m bench.load [--seconds 60] [--readers 200] [DATA]`; about a minute as it is. Everything stays on this
machine's loopback. A static nginx that serves one of the same embeds as a file is measured beside it if installed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[1]
MOST_MILLISECONDS = 100.0
"""95 of 100 embeds come within this time at half of the saturation rate."""


@dataclass
class Tally:
    """What one phase saw: milliseconds by kind of page, errors, and the seconds it took."""

    seconds: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return sum(map(len, self.times.values())) / self.seconds if self.seconds else 0.0

    def percentile(self, kind: str, share: float) -> float:
        """Return the milliseconds within which this share of the answers came; NaN without any."""
        times = sorted(self.times.get(kind, []))
        return times[min(len(times) - 1, int(share * len(times)))] if times else float("nan")


class Reader:
    """One reader on one connection that is used again; as little work as possible, since it shares the cores."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, etag: str = "") -> tuple[int, str]:
        """Return (status, ETag) of a GET; the body is read whole."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port, limit=1 << 22)
        reader, writer = self.streams
        condition = f"If-None-Match: {etag}\r\n" if etag else ""
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept-Encoding: br\r\n{condition}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        lines = head.split("\r\n")
        status = int(lines[0].split(" ")[1])
        said = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        if said.get("transfer-encoding") == "chunked":
            while size := int(await reader.readuntil(b"\r\n"), 16):
                await reader.readexactly(size + 2)
            await reader.readexactly(2)
        elif status != 304:
            await reader.readexactly(int(said.get("content-length", "0")))
        if said.get("connection") == "close":
            self.close()
        return status, said.get("etag", "")

    def close(self) -> None:
        """End the connection."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


Page = tuple[str, str, str]
"""(kind, path, ETag or "")"""


async def read(reader: Reader, page: Page, tally: Tally, since: float) -> None:
    """Ask for one page and note how long it took since the moment given."""
    kind, path, etag = page
    try:
        status, _ = await asyncio.wait_for(reader.get(path, etag), 30)
    except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
        reader.close()
        tally.errors.append(f"{path}: {type(error).__name__} {error}")
        return
    if status not in (200, 304):
        tally.errors.append(f"{path}: {status}")
        return
    tally.times.setdefault(kind, []).append((time.perf_counter() - since) * 1000)


async def phase(url: str, pages: list[Page], readers: int, seconds: float, rate: float | None) -> Tally:
    """Let the readers read for some seconds: as fast as they can, or at a rate together.

    At a rate, time counts from when a page was due, so that a server that falls behind cannot hide it.
    """
    parts = urlsplit(url)
    tally = Tally()
    random.seed(227)
    start = time.perf_counter()

    async def one(number: int) -> None:
        reader = Reader(str(parts.hostname), int(parts.port or 80))
        turn = number
        while True:
            now = time.perf_counter()
            due = start + turn / rate if rate else now
            if due - start > seconds or now - start > seconds + 30:
                break
            if due > now:
                await asyncio.sleep(due - now)
            await read(reader, random.choice(pages), tally, due)
            turn += readers
        reader.close()

    await asyncio.gather(*(one(number) for number in range(readers)))
    tally.seconds = time.perf_counter() - start
    return tally


def mixed_pages(folder: Path) -> list[tuple[str, str]]:
    """Return (kind, path) of what readers ask for, each as often as it should be asked for."""
    from timeline import reading

    catalogue = reading.read(folder)
    events = catalogue.events
    stories = list(dict.fromkeys(catalogue.stories["story"]))[:8]
    reports = list(events.loc[events["kind"] == "report", "id"])[:25]
    history = list(events.loc[events["kind"] == "history", "id"])[:25]
    embeds = [f"/embed/{quote(name)}" for name in [*stories, *reports[:8]]]
    return [
        *[("embed", path) for path in embeds] * 6,
        *[("document", f"/report/{quote(name)}") for name in reports],
        *[("document", f"/event/{quote(name)}") for name in history],
        *[("document", f"/story/{quote(name)}") for name in stories],
        *[("explore", "/")] * 10,
        *[("explore", f"/?report={quote(name)}") for name in reports[:10]],
        *[("picture", f"/chart.svg?story={quote(name)}&width={width}") for name in stories for width in (320, 640)],
        *[("data", f"/data/{name}.csv") for name in ("events", "citations")],
    ]


async def warm(url: str, pages: list[tuple[str, str]]) -> tuple[list[Page], list[str]]:
    """Ask for every page; return those that are there (a tenth with their ETag), and those that are not."""
    parts = urlsplit(url)
    tags: dict[str, tuple[int, str]] = {}

    async def one() -> None:
        reader = Reader(str(parts.hostname), int(parts.port or 80))
        for path in dict.fromkeys(path for _, path in pages):
            tags[path] = await reader.get(path)
        reader.close()

    # Several connections, so that every worker is likely to have made every page.
    await asyncio.gather(*(one() for _ in range(12)))
    there: list[Page] = []
    for number, (kind, path) in enumerate(page for page in pages if tags[page[1]][0] == 200):
        there.append((kind, path, tags[path][1] if number % 10 == 9 else ""))
    return there, sorted(path for path, (status, _) in tags.items() if status != 200)


def client() -> None:
    """The readers, in a process of their own: a job as JSON on standard input, the tally as JSON on standard output."""
    job = json.load(sys.stdin)
    tally = asyncio.run(phase(job["url"], job["pages"], job["readers"], job["seconds"], job["rate"]))
    json.dump({"seconds": tally.seconds, "times": tally.times, "errors": tally.errors}, sys.stdout)


def measure(url: str, pages: list[Page], readers: int, seconds: float, rate: float | None = None) -> Tally:
    """Run one phase in a process of its own."""
    job = {"url": url, "pages": pages, "readers": readers, "seconds": seconds, "rate": rate}
    done = subprocess.run(
        [sys.executable, "-m", "bench.load", "--client"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=seconds + 120,
    )
    return Tally(**json.loads(done.stdout))


def start_server(data: str | None) -> tuple[subprocess.Popen[str], str]:
    """Start `timeline serve` on a free port and return it with its address."""
    command = [sys.executable, "-m", "timeline.cli", "serve", *([data] if data else []), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    if "http://" not in line:
        process.kill()
        raise SystemExit(f"The server did not start: {line}")
    return process, line.split("Echoline is ready: ")[1].split(" ")[0]


def nginx(folder: Path, body: bytes) -> tuple[subprocess.Popen[bytes], str]:
    """Start a static nginx on a free port that serves the bytes as /embed.html."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "www").mkdir()
    (folder / "www" / "embed.html").write_bytes(body)
    (folder / "nginx.conf").write_text(
        f"worker_processes auto; daemon off; pid {folder}/pid; error_log {folder}/error.log; user root;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; "
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        "keepalive_requests 1000000;\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/www; default_type text/html; }} }}\n"
    )
    program = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    return program, f"http://127.0.0.1:{port}"


async def body_of(url: str, path: str) -> bytes:
    """Return the page as it goes over the wire, compressed with brotli."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 22)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer.partition(b"\r\n\r\n")[2]


def report(name: str, tally: Tally) -> None:
    """Print a line for each kind of page."""
    print(f"{name}: {tally.rate:,.0f} pages a second, {len(tally.errors)} errors")
    for kind, times in sorted(tally.times.items()):
        print(
            f"  {kind:<9} {len(times):>7,} answers; median {statistics.median(times):6.1f} ms, "
            f"p95 {tally.percentile(kind, 0.95):6.1f} ms"
        )


def main() -> int:
    """Measure and print; 1 when there was an error or the embeds came too late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each of the two phases (at most 120)")
    parser.add_argument("--readers", type=int, default=200, help="at most 500")
    options = parser.parse_args()
    seconds, readers = min(options.seconds, 120.0), min(options.readers, 500)
    server, url = start_server(options.data)
    try:
        pages, missing = asyncio.run(warm(url, mixed_pages(Path(options.data or ROOT / "data"))))
        if missing:
            print(f"Not there, and left out: {', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}")
        count = len({page[1] for page in pages})
        print(f"{readers} readers of {count} pages on {os.cpu_count()} cores, {seconds:.0f} s a phase")
        full = measure(url, pages, readers, seconds)
        report("As fast as they can", full)
        half = measure(url, pages, readers, seconds, full.rate / 2)
        report(f"At half of that ({full.rate / 2:,.0f} a second)", half)
        late = half.percentile("embed", 0.95)
        embeds = [page for page in pages if page[0] == "embed"]
        if embeds:
            beside_nginx(url, embeds[0][1], readers, min(seconds, 5.0))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    errors = full.errors + half.errors
    for error in errors[:10]:
        print(f"  error: {error}")
    print(f"Embeds at half load: p95 {late:.1f} ms (at most {MOST_MILLISECONDS:.0f}); {len(errors)} errors (at most 0)")
    return 0 if not errors and late <= MOST_MILLISECONDS else 1


def beside_nginx(url: str, path: str, readers: int, seconds: float) -> None:
    """Print the rate of one embed from us, and of the same bytes from a static nginx."""
    ours = measure(url, [("embed", path, "")], readers, seconds)
    print(f"One embed, served by Echoline:  {ours.rate:>7,.0f} a second ({len(ours.errors)} errors)")
    if shutil.which("nginx") is None:
        print("One embed, as a file by nginx: not measured, nginx is not installed (apt-get install nginx-light)")
        return
    body = asyncio.run(body_of(url, path))
    with tempfile.TemporaryDirectory() as folder:
        program, address = nginx(Path(folder), body)
        try:
            theirs = measure(address, [("embed", "/embed.html", "")], readers, seconds)
        finally:
            program.terminate()
            program.wait(10)
    print(f"One embed, as a file by nginx:  {theirs.rate:>7,.0f} a second ({len(theirs.errors)} errors)")


if __name__ == "__main__":
    if sys.argv[1:] == ["--client"]:
        client()
    else:
        sys.exit(main())
