"""A static server that compresses and forbids inline scripts, as careful hosts do.

.venv/bin/python tools/serve.py [folder] [port]
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import io
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PACKED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml", ".ipynb"}


#: What a careful host sends. Scripts come from the book's own files alone; a worker that runs Python compiles
#: WebAssembly; drawings and formulas carry their own styles.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)


class Handler(SimpleHTTPRequestHandler):
    """Serve files, those of text gzipped, under the policy; keep silent about it."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".woff2": "font/woff2"}  # noqa: RUF012

    def send_head(self) -> Any:
        """Answer with the packed text where the file is text and the client unpacks."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not self.path.endswith("/"):
                return super().send_head()
            path = path / "index.html"
        if path.suffix not in PACKED or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        body = packed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        """Send the policy with every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Print nothing."""


@functools.lru_cache(maxsize=512)
def packed(path: Path, changed: int) -> bytes:
    """Return the file gzipped; `changed` is there so that a new version is packed anew."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def make_server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of `folder` on 127.0.0.1; port 0 takes any that is free."""
    return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=str(folder)))


if __name__ == "__main__":
    root = Path(sys.argv[1] if len(sys.argv) > 1 else "_build/html")
    server = make_server(root, int(sys.argv[2]) if len(sys.argv) > 2 else 8000)
    print(f"{root} at http://127.0.0.1:{server.server_port}/ (Ctrl+C ends it)", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
