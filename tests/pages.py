"""One small interface to a page in Chromium (by Playwright) and in Firefox (by WebDriver BiDi), for tests of both.

Playwright's own Firefox is a patched build that has to be downloaded; the Firefox that a reader has speaks BiDi, the
W3C's protocol, and the few commands that the tests need fit in a class.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, ClassVar

import websocket

#: WebDriver's names of the keys that the tests press.
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Home": "\ue011",
    "End": "\ue010",
}
#: Done when what was asked for a frame before is drawn, and when the frame after that begins.
DRAWN = "new Promise((done) => requestAnimationFrame(() => done(true)))"
FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def until(page: Any, expression: str, arg: Any = None, seconds: float = 30) -> None:
    """Wait until an expression, or a function of `arg`, is true in a page or frame.

    Playwright's `wait_for_function` evaluates the text again inside the page, which the site's content-security policy
    forbids: it passes where the first look finds the thing true, and fails where it has to look twice.
    """
    end = time.monotonic() + seconds
    while page.evaluate(expression, arg) in (None, False, 0, ""):  # what JavaScript takes for false: not an empty list
        assert time.monotonic() < end, f"not true after {seconds} s: {expression}"
        page.wait_for_timeout(20)


class ChromiumPage:
    """A page in Chromium; for the same options it is the same page, since opening one takes longer than most tests."""

    _opened: ClassVar[dict[tuple[int, str], Any]] = {}

    def __init__(self, browser: Any, **context: Any) -> None:
        context.setdefault("viewport", {"width": 1000, "height": 900})
        key = (id(browser), json.dumps(context, sort_keys=True))
        if key not in self._opened:
            self._opened[key] = browser.new_context(**context).new_page()
        self.page = self._opened[key]
        self.messages: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._failed)

    def _heard(self, message: Any) -> None:
        self.messages.append(f"{message.type}: {message.text}")

    def _failed(self, error: Any) -> None:
        self.messages.append(f"error: {error}")

    def open(self, url: str) -> None:
        self.page.goto(url)

    def js(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def drag(self, points: list[tuple[float, float]], *, touch: bool = False) -> None:
        """Press at the first point, move through the others, and let go."""
        if not touch:
            self.page.mouse.move(*points[0])
            self.page.mouse.down()
            for point in points[1:]:
                self.page.mouse.move(*point)
            self.page.mouse.up()
            return
        session = self.page.context.new_cdp_session(self.page)
        for i, (x, y) in enumerate([*points, (0, 0)]):
            kind = "touchStart" if i == 0 else "touchEnd" if i == len(points) else "touchMove"
            touches = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def close(self) -> None:
        """Leave the page, which another test may take up."""
        self.page.remove_listener("console", self._heard)
        self.page.remove_listener("pageerror", self._failed)
        self.page.goto("about:blank")


class Firefox:
    """A headless Firefox with a profile of its own, driven by WebDriver BiDi."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        quiet = {
            "app.normandy.enabled": False,
            "app.update.enabled": False,
            "browser.aboutwelcome.enabled": False,
            "browser.shell.checkDefaultBrowser": False,
            "browser.startup.homepage_override.mstone": "ignore",
            "datareporting.policy.dataSubmissionEnabled": False,
            "network.captive-portal-service.enabled": False,
            "network.connectivity-service.enabled": False,
            "services.settings.server": "http://127.0.0.1:9/",
            "toolkit.telemetry.enabled": False,
        }
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in quiet.items()]
        Path(self._profile.name, "user.js").write_text("\n".join(lines))
        command = [
            program,
            "--headless",
            "--no-remote",
            "--profile",
            self._profile.name,
            "--remote-debugging-port",
            "0",
        ]
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed in `close`)
        self._process = subprocess.Popen(command, stdout=self._log, stderr=self._log, stdin=subprocess.DEVNULL)
        self._socket = websocket.create_connection(f"{self._address()}/session", timeout=180, suppress_origin=True)
        self._count = 0
        self.messages: list[str] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.tab = self.send("browsingContext.create", type="tab")["context"]

    def _address(self) -> str:
        until = time.monotonic() + 180
        while time.monotonic() < until and self._process.poll() is None:
            self._log.seek(0)
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", self._log.read())
            if found:
                return found[1]
            time.sleep(0.1)
        self._log.seek(0)
        raise RuntimeError(f"Firefox did not start: {self._log.read()[-2000:]}")

    def send(self, method: str, **params: Any) -> Any:
        """Send a command and return its result; what the page logs meanwhile is kept."""
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("method") == "log.entryAdded":
                self.messages.append(f"{answer['params']['level']}: {answer['params']['text']}")
            if answer.get("id") == self._count:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]

    def close(self) -> None:
        self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        self._profile.cleanup()


class FirefoxPage:
    """The one tab of Firefox that the tests use."""

    def __init__(self, browser: Firefox, *, viewport: dict[str, int] | None = None) -> None:
        self._browser = browser
        self._tab = browser.tab
        self.messages = browser.messages = []
        size = viewport or {"width": 1000, "height": 900}
        browser.send("browsingContext.setViewport", context=self._tab, viewport=size)

    def open(self, url: str) -> None:
        self._browser.send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def js(self, expression: str) -> Any:
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        target = {"context": self._tab}
        answer = self._browser.send("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"]) if "value" in answer["result"] else None

    def _act(self, source: dict[str, Any]) -> None:
        self._browser.send("input.performActions", context=self._tab, actions=[source])

    def press(self, key: str) -> None:
        value = KEYS.get(key, key)
        self._act({"type": "key", "id": "keys", "actions": [{"type": t, "value": value} for t in ("keyDown", "keyUp")]})

    def drag(self, points: list[tuple[float, float]], *, touch: bool = False) -> None:
        """Press at the first point, move through the others, and let go."""
        moves: list[dict[str, Any]] = [{"type": "pointerMove", "x": round(x), "y": round(y)} for x, y in points]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        kind = "touch" if touch else "mouse"
        actions = [moves[0], down, *moves[1:], up]
        self._act({"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions})

    def close(self) -> None:
        """Leave the page, and let go of every key and pointer."""
        self._browser.send("input.releaseActions", context=self._tab)
        self.open("about:blank")
