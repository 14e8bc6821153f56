"""Scripts and the sheet as browsers get them: without comments, spaces and long names, by esbuild from npm."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sphinx.errors import ExtensionError

#: The browsers that README.md names: nothing newer than they know may come into a script or a sheet.
OLDEST = "chrome111,edge111,firefox113,safari16.4"
_POINTER = re.compile(r"^(?://|/\*)# sourceMappingURL=.*\n?", re.M)
ESBUILD = Path("node_modules", "esbuild", "bin", "esbuild")


def minified(texts: Mapping[str, str], book: Path) -> dict[str, str]:
    """Return the files of `texts` minified, by name; and beside a script that carries a source map, the map's file.

    Parameters
    ----------
    texts
        Name → text; the ending tells scripts from sheets. A source map stands in a script's last line, as data.
    book
        The folder that has ``node_modules``.
    """
    if not (book / ESBUILD).is_file():
        raise ExtensionError(
            f"{ESBUILD.as_posix()} is missing: run `make setup`, or `python3 tools/bootstrap.py`, first"
        )
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "given"), Path(folder, "made")
        given.mkdir()
        for name, text in texts.items():
            (given / name).write_text(text, encoding="utf-8")
        command = ["node", str(book / ESBUILD), *texts, "--minify", f"--target={OLDEST}", "--charset=utf8"]
        flags = ["--sourcemap", "--log-level=warning", f"--outdir={made}"]
        done = subprocess.run([*command, *flags], cwd=given, capture_output=True, encoding="utf-8")
        if done.returncode or done.stderr.strip():
            raise ExtensionError(f"esbuild refuses a script or a sheet: {done.stderr.strip()}")
        found = {path.name: path.read_text(encoding="utf-8") for path in sorted(made.iterdir())}
    mapped = {name for name, text in texts.items() if "\n//# sourceMappingURL=data:" in text}
    return {
        name: text.replace('"../given/', '"') if name in mapped or name.endswith(".map") else _POINTER.sub("", text)
        for name, text in found.items()
        if not name.endswith(".map") or name.removesuffix(".map") in mapped
    }
