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
