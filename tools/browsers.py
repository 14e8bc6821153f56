"""Find the browsers that the tests drive, and install a Chromium where there is none.

.venv/bin/python tools/browsers.py      says which are used; installs Chromium if it must
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FIREFOX = ("firefox-esr", "firefox")
FIREFOX_PLACES = ("/Applications/Firefox.app/Contents/MacOS/firefox", "C:/Program Files/Mozilla Firefox/firefox.exe")

#: A test's browser asks nobody for updates, and root's has no sandbox to start in.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def _found(variable: str, names: tuple[str, ...], places: tuple[str, ...]) -> str | None:
    named = os.environ.get(variable)
    if named:
        if not Path(named).is_file():
            raise RuntimeError(f"{variable}={named} names no file; unset it, or name a browser's program")
        return named
    paths = [*(shutil.which(name) for name in names), *(place for place in places if Path(place).is_file())]
    return next((path for path in paths if path), None)


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def chromium() -> str:
    """Return the path of a Chromium or Chrome; install one where there is none; raise `RuntimeError` if that fails."""
    found = _found("CE_CHROMIUM", CHROMIUM, CHROMIUM_PLACES) or _of_playwright()
    if found:
        return found
    print("No Chromium or Chrome is installed; Playwright's own is being fetched …", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    found = _of_playwright()
    if not found and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("That did not work; the distribution's package is being installed …", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)
        found = _found("CE_CHROMIUM", CHROMIUM, CHROMIUM_PLACES)
    if not found:
        raise RuntimeError(
            "the tests drive a real browser, and neither Chromium nor Chrome was found or could be installed; "
            "install one, or set CE_CHROMIUM to its path"
        )
    return found


def firefox() -> str | None:
    """Return the path of a Firefox, or None."""
    return _found("CE_FIREFOX", FIREFOX, FIREFOX_PLACES)


if __name__ == "__main__":
    try:
        print(f"Chromium: {chromium()}")
        print(f"Firefox: {firefox() or 'none found; its tests are skipped unless CE_REQUIRE_FIREFOX=1'}")
    except RuntimeError as error:
        sys.exit(f"make test: {error}")
