"""Numbers for the reader, from one place, the chapters' file names: Exercise 2.4, Figure 8.2, "8 Prediction minus …".

Sphinx numbers chapters, sections, equations, captioned figures and tables. Here a chapter gets the number of its file
(``ch18_…`` is Chapter 18, though one before it may be missing still), and exercises and live figures join them:

- The heading ``### 4. Title (core)`` under "Exercises" becomes "Exercise 2.4. Title (core)", with the anchor
  ``exercise-2-4``; if its cell checks ``ce.check("name", …)``, then ``{ref}`ex-name``` says "Exercise 2.4" anywhere.
- A live figure in a chapter is numbered among the still ones; its name is ``fig-ch08-gradient-comparison``, so that
  ``{numref}`fig-ch08-gradient-comparison``` says "Figure 8.2". A second one of a kind on a page has ``-2`` after it.
"""

from __future__ import annotations

import html
import re
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx_external_toc.collectors import TocTreeCollectorWithStyles as TocTreeCollector

_CHAPTER = re.compile(r"chapters/ch(\d\d)_")
_LIVE = re.compile(r'<figure class="live[^>]*? data-live="([\w-]+)"')


class live_figure(nodes.General, nodes.Element):
    """A live figure that has a number."""


def chapter_of(docname: str) -> int | None:
    """Return the number in a chapter's file name; `None` for another page."""
    found = _CHAPTER.match(docname)
    return int(found[1]) if found else None


def number_by_file(app: Sphinx) -> None:
    """Let sections, and what is numbered by them, take the chapter's number from its file name."""
    counted = TocTreeCollector.assign_section_numbers

    def assign(self: TocTreeCollector, env: BuildEnvironment) -> list[str]:
        # Sphinx compares with what it counted last time, not with what became of it
        env.toc_secnumbers = getattr(env, "counted_secnumbers", env.toc_secnumbers)
        changed = counted(self, env)
        env.counted_secnumbers = env.toc_secnumbers  # type: ignore[attr-defined]
        env.toc_secnumbers = {doc: _by_file(doc, numbers) for doc, numbers in env.toc_secnumbers.items()}
        for doc in env.toc_secnumbers:
            for node in [*env.tocs[doc].findall(nodes.reference), env.titles[doc]]:
                if node.get("secnumber") and (chapter := chapter_of(doc)):
                    node["secnumber"] = [chapter, *node["secnumber"][1:]]
        return changed

    TocTreeCollector.assign_section_numbers = assign  # type: ignore[method-assign]


def _by_file(docname: str, numbers: dict[str, Any]) -> dict[str, Any]:
    chapter = chapter_of(docname)
    return {anchor: (chapter, *found[1:]) if found and chapter else found for anchor, found in numbers.items()}


def numbered_title(app: Sphinx, docname: str, title: str) -> str:
    """Return a page's title with its number before it, where it has one; Sphinx writes it too where it knows it."""
    number = app.env.toc_secnumbers.get(docname, {}).get("")
    title = re.sub(r'<span class="section-number">.*?</span>', "", title)
    return f"{number[0]} {title}" if number else title


def name_things(app: Sphinx, doctree: nodes.document) -> None:
    """Give exercises their numbers, and live figures their names."""
    docname = app.env.docname
    chapter = chapter_of(docname)
    if chapter is None:
        return
    standard = cast(StandardDomain, app.env.get_domain("std"))
    for section in doctree.findall(nodes.section):
        found = re.match(r"(\d+)\. ", section[0].astext())
        if found and isinstance(section.parent, nodes.section) and section.parent[0].astext() == "Exercises":
            _name_exercise(standard, docname, section, f"{chapter}.{found[1]}", found[0])
    taken: dict[str, int] = {}
    for raw in list(doctree.findall(nodes.raw)):
        if found := _LIVE.match(raw.astext()):
            kind = found[1]
            taken[kind] = taken.get(kind, 0) + 1
            name = f"fig-ch{chapter:02}-{kind}" + (f"-{taken[kind]}" if taken[kind] > 1 else "")
            figure = live_figure("", ids=[name], names=[name])
            raw.parent.replace(raw, figure)
            figure.append(raw)
            doctree.ids[name] = figure
            _label(standard, docname, name, name, "Figure")


def _name_exercise(standard: StandardDomain, docname: str, section: nodes.section, number: str, typed: str) -> None:
    title = cast(nodes.title, section[0])
    first = next(iter(title.findall(nodes.Text)))
    first.parent.replace(first, nodes.Text(f"Exercise {number}. {first.removeprefix(typed)}"))
    anchor = "exercise-" + number.replace(".", "-")
    section["ids"].append(anchor)
    check = re.search(r'\bce\.check\(\s*"([\w-]+)"|data-answer="([\w-]+)"', section.astext())
    for name in [anchor, *([f"ex-{(check[1] or check[2]).replace('_', '-')}"] if check else [])]:
        _label(standard, docname, name, anchor, f"Exercise {number}")


def _label(standard: StandardDomain, docname: str, name: str, anchor: str, text: str) -> None:
    standard.anonlabels[name] = docname, anchor
    standard.labels[name] = docname, anchor, text


def _enter(translator: Any, node: live_figure) -> None:
    """Write the figure with its number in the caption, and its anchor and link."""
    name = node["ids"][0]
    numbers = translator.builder.fignumbers.get("figure", {})
    number = ".".join(map(str, numbers.get(name, ())))
    if not number:
        raise ExtensionError(f"the live figure {name} has no number; is its chapter in a numbered part of _toc.yml?")
    text = node[0].astext()
    start = f'<figcaption><span class="caption-number">Figure {html.escape(number)} </span>'
    link = f'<a class="headerlink" href="#{name}" title="Link to this figure">#</a></figcaption>'
    if text.count("<figcaption>") != 1:
        raise ExtensionError(f"the live figure {name} has not one caption")
    text = text.replace("<figcaption>", start).replace("</figcaption>", link)
    translator.body.append(f'<div class="numbered-figure" id="{name}">{text}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the kind of figure; name things after figures are made (300), before Sphinx collects titles (500)."""
    # Sphinx numbers what has a title
    app.add_enumerable_node(live_figure, "figure", lambda node: "a live figure", html=(_enter, None))
    app.connect("doctree-read", name_things, priority=450)
    app.connect("builder-inited", number_by_file)  # it counts through the parts
    return {"parallel_read_safe": True, "parallel_write_safe": True}
