"""The page *Your record*: the list of what there is to do, for the script that sets it against what was done."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ce_helpers.practice import Prediction, record_script
from ce_helpers.practice.index import chapters, entries

_WITHOUT = (
    "<p>This page needs JavaScript: the record is kept by your browser, on this device alone. Without it the book "
    "works as before; answers are folded below each question.</p>"
)


class Record(SphinxDirective):
    """``{record}``: the place of the reader's record."""

    def run(self) -> list[nodes.Node]:
        """Return the list as data, and what is read without a script."""
        folder = Path(self.env.doc2path(self.env.docname)).parent
        book = json.dumps([of_chapter(chapter, folder) for chapter in chapters()], ensure_ascii=False)
        return [
            nodes.raw(
                "",
                f'<div class="record" data-record data-book="{html.escape(book, quote=True)}">{_WITHOUT}</div>',
                format="html",
            )
        ]


def of_chapter(chapter: str, folder: Path) -> dict[str, Any]:
    """Return a chapter's page and title, and the names and texts of what it asks."""
    path = next(folder.glob(f"{chapter}_*.ipynb"))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    title = re.search(r"^# (.+)$", "".join(cells[0]["source"]), flags=re.M)
    asked: dict[str, list[list[str]]] = {"exercises": [], "questions": [], "predictions": []}
    for exercise in entries(chapter, "EXERCISES"):
        asked["exercises"].append([exercise.name, _plain(exercise.task)])
    for question in entries(chapter, "QUESTIONS"):
        kind = "predictions" if isinstance(question, Prediction) else "questions"
        asked[kind].append([question.name, _plain(question.text)])
    for kind, things in asked.items():
        asked[kind] = [thing for thing in things if f'"{thing[0]}"' in code]  # what no cell shows cannot be done
    return {"page": path.stem, "title": title[1] if title else path.stem, **asked}


def _plain(text: str) -> str:
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())
    return plain if len(plain) <= 110 else plain[:107].rsplit(" ", 1)[0] + " …"


def write_script(app: Sphinx) -> None:
    """Write the page's script where Sphinx finds it."""
    target = Path(app.srcdir) / "_build" / "generated" / "record.js"
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text(encoding="utf-8") != record_script():
        target.write_text(record_script(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive and the script."""
    app.add_directive("record", Record)
    app.connect("builder-inited", write_script, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
