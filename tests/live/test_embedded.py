"""A live figure in a page that ipywidgets writes keeps its module where all of its state is kept."""

from __future__ import annotations

from typing import Any

from ipywidgets.embed import embed_data

from ce_helpers import live


def modules(data: dict[str, Any]) -> list[str]:
    return [model["state"].get("_esm", "") for model in data["manager_state"]["state"].values()]


def test_the_module_is_kept_as_how_to_study_says() -> None:
    figure = live.Surprise()
    assert any("compute" in text for text in modules(embed_data(views=[figure], drop_defaults=False)))
    if any("compute" in text for text in modules(embed_data(views=[figure]))):
        raise AssertionError("ipywidgets keeps the module by itself now: How to study need not name drop_defaults")
