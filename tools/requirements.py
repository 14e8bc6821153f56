"""Compile requirements.txt from pyproject.toml: every version, for Python 3.11 to 3.13 on Linux, macOS and Windows.

Needs uv (https://docs.astral.sh/uv/), which resolves in seconds where pip backtracks for minutes. What it writes is
installed by plain pip. One version of each package serves all Pythons, so that the printed numbers do not depend on
which one a reader has. Versions already in the file are kept unless ``--upgrade`` is given.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# Every version of everything, for Python 3.11 to 3.13 on Linux, macOS and Windows; the last line is the book itself.
# Written by `make requirements` from pyproject.toml. Install: pip install -r requirements.txt
"""


def compiled(upgrade: bool) -> str:
    """Return the text of requirements.txt."""
    uv = shutil.which("uv")
    if uv is None:
        raise SystemExit("make requirements needs uv, and uv is not on the path: https://docs.astral.sh/uv/")
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--fork-strategy", "fewest"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [
        name for name in project["optional-dependencies"] if name != "release"
    ]  # which `make wheel` installs apart
    command += [part for name in extras for part in ("--extra", name)]
    command += ["--no-annotate", "--no-header", "--no-emit-package", "ce-helpers"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "requirements.txt"
        if not upgrade and (ROOT / "requirements.txt").exists():
            old = (ROOT / "requirements.txt").read_text(encoding="utf-8")
            out.write_text(old.replace("-e .\n", ""), encoding="utf-8")
        subprocess.run([*command, "--output-file", str(out), "pyproject.toml"], cwd=ROOT, check=True)
        lines = out.read_text(encoding="utf-8")
    # what pyproject.toml's requires-python says already
    lines = re.sub(r" ; python_full_version < '3\.14'$", "", lines, flags=re.M)
    lines = re.sub(r"\(?python_full_version < '3\.14' and ([^()\n]*?)\)?(?= or |$)", r"\1", lines, flags=re.M)
    return f"{HEADER}{lines}-e .\n"


if __name__ == "__main__":
    text = compiled("--upgrade" in sys.argv[1:])
    (ROOT / "requirements.txt").write_text(text, encoding="utf-8")
    print(f"requirements.txt: {text.count('==')} versions")
