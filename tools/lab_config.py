"""Configuration of JupyterLab for `make lab`: a notebook is saved as its readers want to find it again.

Saved as it stands, a figure would be a reference to a widget of a kernel that is gone, "Loading widget…"; without that
reference the figure's picture shows, which says how to get the figure back.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools.notebooks import LANGUAGE, WIDGET_VIEW


def without_views(model: dict[str, Any], **_: Any) -> None:
    """Drop from a notebook that is about to be saved what only the running kernel can show."""
    if model["type"] != "notebook" or not model.get("content"):
        return
    notebook = model["content"]
    notebook["metadata"].pop("widgets", None)
    notebook["metadata"]["language_info"] = dict(LANGUAGE)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)


if "get_config" in globals():  # which Jupyter puts there
    get_config().ContentsManager.pre_save_hook = without_views  # type: ignore[name-defined]  # noqa: F821
