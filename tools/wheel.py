"""Build the package's wheel and sdist into _build/dist, check what they say of themselves, and try the wheel.

    python3 tools/wheel.py [--keep]      --keep leaves the empty environment, and prints its Python

The standard library alone. The tools come from the extra `release` of pyproject.toml into an environment of their own;
the wheel goes, without extras, into a second, empty one, where `tools/wheel_tried.py` uses it as a reader would.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "_build" / "dist"


def environment(folder: Path, packages: list[str]) -> Path:
    """Make an environment with the packages and return its Python."""
    venv.create(folder, with_pip=True, clear=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    subprocess.run([*pip, *packages], check=True, cwd=folder)
    return python


def build(python: Path) -> Path:
    """Build both files with the tools of `python`; return the wheel."""
    shutil.rmtree(DIST, ignore_errors=True)
    subprocess.run([python, "-m", "build", "--outdir", DIST, ROOT], check=True, stdout=subprocess.DEVNULL)
    files = sorted(DIST.iterdir())
    subprocess.run([python, "-m", "twine", "check", "--strict", *files], check=True)
    return next(file for file in files if file.suffix == ".whl")


def main(keep: bool) -> None:
    """Build, check and try."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder = Path(tempfile.mkdtemp(prefix="ce-wheel-"))
    try:
        wheel = build(environment(folder / "tools", project["optional-dependencies"]["release"]))
        python = environment(folder / "empty", [str(wheel)])
        # not from the project's folder, where `import ce_helpers` would find the source
        subprocess.run([python, "-I", ROOT / "tools" / "wheel_tried.py"], check=True, cwd=folder)
        for file in sorted(DIST.iterdir()):
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e3:.0f} KB")
        if keep:
            print(f"The environment with the wheel alone: {python}")
    except subprocess.CalledProcessError as error:
        sys.exit(f"make wheel: {' '.join(map(str, error.cmd[:6]))} … failed; its report stands above")
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main("--keep" in sys.argv[1:])
