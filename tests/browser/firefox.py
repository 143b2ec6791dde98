"""Debian's Firefox, driven by its own remote control (Marionette) over a plain socket; Playwright cannot drive it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

_PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "dom.disable_open_during_load": False,
    # Nothing leaves: every request goes to a port where nobody listens, and no name is looked up.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.allow_hijacking_localhost": True,
    "network.dns.disabled": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
_PATIENCE = 60.0
KEYS = {"PageDown": "\ue00f", "PageUp": "\ue00e", "End": "\ue010", "Home": "\ue011"}


class Firefox:
    """A headless Firefox without a network and with a profile of its own: `with Firefox(folder) as firefox:`."""

    def __init__(self, folder: Path) -> None:
        """`folder` becomes the profile and the home; it goes away with the test."""
        self._folder = folder
        self._number = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._left = b""

    def __enter__(self) -> Firefox:
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        assert program, "Firefox is missing. Install it: sudo apt-get install firefox-esr"
        profile = self._folder / "profile"
        profile.mkdir(parents=True)
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items())
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        size = {"MOZ_HEADLESS_WIDTH": "1280", "MOZ_HEADLESS_HEIGHT": "800"}
        environment = {**os.environ, "HOME": str(self._folder), **size}
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._connect(profile / "MarionetteActivePort")
        self.command("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            self._socket.close()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _connect(self, announced: Path) -> None:
        """Wait until Firefox has written down the port it listens on, then read its greeting."""
        assert self._process is not None
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            assert self._process.poll() is None, "Firefox ended before it could be driven"
            port = announced.read_text().strip() if announced.exists() else ""
            if port:
                self._socket = socket.create_connection(("127.0.0.1", int(port)), timeout=_PATIENCE)
                greeting = self._read()
                assert greeting["marionetteProtocol"] == 3
                return
            try:
                self._process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        raise AssertionError("Firefox never said on which port it can be driven")

    def _read(self) -> Any:
        """The next message: its length in bytes, a colon, JSON."""
        assert self._socket is not None
        while b":" not in self._left:
            self._left += self._more()
        length, _, rest = self._left.partition(b":")
        while len(rest) < int(length):
            rest += self._more()
        self._left = rest[int(length) :]
        return json.loads(rest[: int(length)])

    def _more(self) -> bytes:
        assert self._socket is not None
        part = self._socket.recv(65536)
        assert part, "Firefox closed the connection"
        return part

    def command(self, name: str, values: dict[str, Any] | None = None) -> Any:
        """Send a command and return its result; AssertionError says what Firefox objected to."""
        assert self._socket is not None
        self._number += 1
        message = json.dumps([0, self._number, name, values or {}]).encode()
        self._socket.sendall(f"{len(message)}:".encode() + message)
        _, number, error, result = self._read()
        assert number == self._number
        assert error is None, f"{name}: {error}"
        return result

    def open(self, url: str) -> None:
        """Go to the address and wait until it has loaded."""
        self.command("WebDriver:Navigate", {"url": url})

    def value(self, script: str, *arguments: object) -> Any:
        """What the script returns in the page."""
        return self.command("WebDriver:ExecuteScript", {"script": f"return {script}", "args": list(arguments)})["value"]

    def until(self, script: str) -> None:
        """Wait until the expression is true in the page."""
        waiting = (
            "const done = arguments[arguments.length - 1];"
            f"const look = () => {{ if ({script}) done(true); else requestAnimationFrame(look); }}; look();"
        )
        self.command("WebDriver:SetTimeouts", {"script": 15_000})
        self.command("WebDriver:ExecuteAsyncScript", {"script": waiting, "args": []})

    def press(self, key: str) -> None:
        """Press and release a key, by its name or itself."""
        code = KEYS.get(key, key)
        presses = [{"type": "keyDown", "value": code}, {"type": "keyUp", "value": code}]
        self.command("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "keys", "actions": presses}]})

    def windows(self) -> list[str]:
        """The open windows, oldest first."""
        handles: list[str] = self.command("WebDriver:GetWindowHandles")
        return handles

    def switch(self, handle: str) -> None:
        """Speak to that window from now on."""
        self.command("WebDriver:SwitchToWindow", {"handle": handle, "focus": True})
