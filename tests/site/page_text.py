"""What the tests ask about a page's markup."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """What the tests ask about a page's markup."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.pictures: list[tuple[str, str | None]] = []
        self.title = ""
        self._in_title = False
        self._open: list[tuple[str, bool]] = []  # the elements around, and whether each is hidden from screen readers
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag not in VOID:
            self._open.append((tag, attributes.get("aria-hidden") == "true"))
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        for name in ("href", "src"):
            if attributes.get(name) and tag not in ("use", "link", "base"):
                self.links.append(str(attributes[name]))
        if tag == "link" and attributes.get("rel") != "canonical":
            self.links.append(str(attributes["href"]))
        if tag == "meta" and "name" in attributes:
            self.meta.setdefault(str(attributes["name"]), []).append(attributes.get("content") or "")
        if tag == "img":
            self.pictures.append((str(attributes.get("src")), attributes.get("alt")))
        if tag == "svg" and not any(hidden for _, hidden in self._open):
            self.pictures.append(("svg", attributes.get("aria-label")))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == tag:
                del self._open[i:]
                break


def page_names(site_dir: Path) -> list[str]:
    """Return the addresses of all pages; the short addresses of figures are none."""
    found = sorted(p.relative_to(site_dir).as_posix() for p in site_dir.rglob("*.html"))
    found = [name for name in found if not name.startswith(("_static/", "f/"))]
    assert "index.html" in found
    return found
