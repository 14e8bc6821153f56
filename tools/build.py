"""Build the site into _build/html: warnings are errors, notebooks are read with the outputs they were saved with.

    .venv/bin/python tools/build.py [--linkcheck]

Sphinx reads again only the pages that changed. Two things it cannot see are looked after here: a change of the code
that makes the figures builds every page anew, and a build that failed is forgotten, so that its warnings come again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that this file may be run and imported alike

from tools import wheels  # noqa: E402

BUILD = ROOT / "_build"
SITE = BUILD / "html"


def code_fingerprint() -> str:
    """Return a digest of all code and templates that pages are made with."""
    files = [ROOT / "_config.yml", ROOT / "_toc.yml"]
    for folder in ("ce_helpers", "_ext", "_templates"):
        files += [f for f in (ROOT / folder).rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def build(*, linkcheck: bool = False, quiet: bool = False) -> Path:
    """Build and return the folder of the site; raise `RuntimeError` with Sphinx's report where it does not succeed."""
    (BUILD / "generated").mkdir(parents=True, exist_ok=True)
    if not linkcheck:
        wheels.fetch(BUILD / "pyodide", quiet=quiet)
    stamp, fingerprint = BUILD / "built-with.txt", code_fingerprint()
    # jsonschema would load a grammar of internet addresses, which takes a second and which no schema here asks for
    start = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start, "build", str(ROOT), "-W", "-n", "--keep-going"]
    if linkcheck:
        command += ["--builder", "linkcheck"]
    elif not stamp.is_file() or stamp.read_text() != fingerprint:
        command += ["--all"]
        shutil.rmtree(SITE, ignore_errors=True)  # or a page that is no longer in the book would stay on the site
    if quiet:
        command += ["-q"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},  # whatever the locale, and whatever letters the folder's name has
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if linkcheck:
        if done.returncode:
            raise RuntimeError(f"the link check found faults; they stand above and in {BUILD / 'linkcheck'}")
        return BUILD / "linkcheck"
    if done.returncode:
        stamp.unlink(missing_ok=True)
        shutil.rmtree(BUILD / ".doctrees", ignore_errors=True)
        raise RuntimeError(
            f"{done.stdout or ''}\nthe site was not built: warnings count as errors, and they stand above"
        )
    stamp.write_text(fingerprint)
    return SITE


if __name__ == "__main__":
    try:
        place = build(linkcheck="--linkcheck" in sys.argv[1:])
    except RuntimeError as error:
        sys.exit(str(error).strip())
    if place == SITE:
        print(f"\nThe book is built. Open {(SITE / 'index.html').as_uri()}, or run `make serve`.")
