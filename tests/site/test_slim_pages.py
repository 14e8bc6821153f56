"""The step that joins the site's sheets and scripts: a file that it misses is an error, not a page without a look."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError


def test_a_sheet_or_script_that_matches_nothing_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "_ext")
    read_part = import_module("slim_pages").read_part
    (tmp_path / "mystnb.123.css").write_text("a {}")
    assert read_part(tmp_path, "mystnb.*.css") == "a {}"
    with pytest.raises(ExtensionError, match=r"no file of the theme or the book is called renamed\.\*\.css"):
        read_part(tmp_path, "renamed.*.css")


def test_an_animation_that_nothing_names_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "_ext")
    without = import_module("purged_sheet").without_unused_keyframes
    turn, fall = "@keyframes turn{0%{top:0}to{top:1px}}\n", "@keyframes fall{to{top:9px}}\n"
    named = "a{animation:turn .3s}\n"
    assert without(turn + named + fall, "") == turn + named
    assert without(turn + named + fall, 'style="animation: fall 1s"') == turn + named + fall
