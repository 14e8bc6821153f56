"""The search's index: the sections of all pages as they were written, their words, and what readers may call them.

Sphinx's own search knows one score for every word, takes "KL" for a part of "sklearn", and shows excerpts in which each
formula stands twice. This one (`_static/js/search.js`) looks through headings, text and code apart. What readers type
and the book does not say is in ``chapters/synonyms.txt``, beside the glossary.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

#: Elements without an end tag; elements of which nothing is searched for; elements that end a word.
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "svg", "template", "fieldset", "button", "select", "noscript", "annotation"}
BREAKS = {"p", "li", "td", "th", "dt", "dd", "div", "pre", "h1", "h2", "h3", "h4", "tr", "br", "figcaption", "summary"}
#: What stands between the parts of a formula's element, where its text alone would run them together: 1/2, x_i^2.
BETWEEN = {"mfrac": "/", "msub": "_", "msup": "^", "msubsup": "_^", "munder": "_", "munderover": "_^"}
#: Classes of what is no text of the book, or gives the answer to a question away.
UNSAID = {"headerlink", "quiz-answers"}
#: How much a page counts: a chapter explains, a reference page lists.
WEIGHTS = ((r"chapters/ch\d\d_", 2.0), (r"chapters/(?:myths|frameworks|notation)", 0.9), (r"index\.html", 0.7))


class Sections(HTMLParser):
    """The sections of one page: where each is, its heading, text and code, and text that waits for a prediction."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self._open: list[tuple[str, bool, bool]] = []  # the elements around; whether each is silent, or waits
        self._places: list[tuple[int, int]] = []  # the depth at which a section began, and its row
        self._into = "text"
        self._parts: list[int] = []  # of each element around, how many it has had so far
        self._join = ""
        start = page.find('<article class="bd-article')
        self.feed(page[start : page.find("</article>", start)])

    def _begin(self, anchor: str) -> None:
        self._places.append((len(self._open), len(self.rows)))
        self.rows.append({"anchor": anchor, "title": "", "text": "", "code": "", "waiting": ""})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a section, or say what the text that follows is."""
        if tag in VOID:
            return
        names = dict(attrs)
        classes = (names.get("class") or "").split()
        silent = tag in SILENT or names.get("aria-hidden") == "true" or not UNSAID.isdisjoint(classes)
        if tag == "section" or (tag == "dt" and names.get("id")):
            self._begin(names.get("id") or "")
            if tag == "dt":
                self._into = "title"
        elif re.fullmatch("h[1-4]", tag):
            self._into = "title"
        elif tag == "pre":
            self._into = "code"
        around = self._open[-1] if self._open else ("", False, False)
        if before := self._parts[-1] if self._parts else 0:
            self._join = BETWEEN.get(around[0], "")[before - 1 : before]
        if self._in_fraction(tag):
            self._write("(")
        self._parts = [*self._parts[:-1], before + 1, 0]
        self._open.append((tag, silent or around[1], "data-after" in names or around[2]))

    def handle_endtag(self, tag: str) -> None:
        """End what the element began."""
        if not any(tag == name for name, *_ in self._open):
            return
        while self._open.pop()[0] != tag:
            self._parts.pop()
        self._parts.pop()
        if self._in_fraction(tag):
            self._write(")")
        if tag in BREAKS:
            self._write(" ")
        if tag in ("h1", "h2", "h3", "h4", "dt", "pre"):
            self._into = "text"
        # a term's text comes after it: its section ends with the list, or where the next begins
        while self._places and tag in ("section", "dl") and self._places[-1][0] >= len(self._open):
            self._places.pop()

    def _in_fraction(self, tag: str) -> bool:
        """Say whether this is a numerator or a denominator of several signs."""
        return tag == "mrow" and bool(self._open) and self._open[-1][0] == "mfrac"

    def _write(self, text: str) -> None:
        if text not in ("′", "*"):  # a prime is no exponent
            text = self._join + text
        self._join = ""
        _, silent, waits = self._open[-1] if self._open else ("", False, False)
        if not self._places or silent or (waits and self._into == "code"):  # printed answers: neither found nor quoted
            return
        self.rows[self._places[-1][1]]["waiting" if waits and self._into == "text" else self._into] += text

    def handle_data(self, data: str) -> None:
        """Keep the text; in a formula ln and exp stand apart from the letter before."""
        name = bool(self._open) and self._open[-1][0] == "mi" and len(data) > 1
        self._write(f" {data}" if name and not self._join else data.replace("\u2061", ""))


def _rows(page: str) -> Iterator[dict[str, str]]:
    """Yield the sections that have a heading, the last first."""
    text = ""
    for row in reversed(Sections(page).rows):  # of several terms with one definition, the last has it
        tidy = {key: " ".join(value.split()) for key, value in row.items()}
        if row["anchor"].startswith("term-"):
            text = tidy["text"] = tidy["text"] or text
        tidy["title"] = re.split(r"\(|: | = ", tidy["title"])[0] if "." in tidy["anchor"] else tidy["title"]
        tidy["text"] = re.sub(r" ([.,;:?!)])", r"\1", tidy["text"])
        if tidy["title"]:
            yield tidy


def synonyms(path: Path) -> list[tuple[str, list[str]]]:
    """Return the list of synonyms, longest first: what is typed, and what the book says for it.

    Each line of the file is ``typed, typed so = meant; or meant``; what follows ``#`` is a remark.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        typed, equals, meant = (part.strip() for part in text.partition("="))
        if not (typed and equals and meant):
            raise ValueError(f"{path.name}, line {number}: {line!r} should read: what is typed = what is meant")
        meanings = [phrase.strip() for phrase in meant.split(";")]
        found += [(phrase.strip(), meanings) for phrase in typed.split(",")]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair))


def search_index(pages: dict[str, str], words: Path) -> str:
    """Return the script that holds the index of `pages`, by their addresses, and the synonyms of the file `words`."""
    places, sections = [], []
    for address, page in pages.items():
        rows = [*_rows(page)][::-1]
        if not rows:
            continue
        weight = next((weight for pattern, weight in WEIGHTS if re.match(pattern, address)), 0.8)
        for row in rows:
            anchor = "" if row is rows[0] else row["anchor"]
            sections.append([len(places), anchor, row["title"], row["text"], row["code"], row["waiting"]])
        places.append({"address": address, "title": rows[0]["title"], "weight": weight})
    index = {"pages": places, "sections": sections, "synonyms": synonyms(words)}
    return f"window.bookIndex = {json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"
