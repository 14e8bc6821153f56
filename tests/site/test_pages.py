"""The built site as text: titles, links, pictures, what no page holds, and that a second build changes nothing."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from page_text import Page, page_names

from tools.build import build

ROOT = Path(__file__).parents[2]
MOST_LIVE = 10_100


@pytest.fixture(scope="module")
def pages(site_dir: Path) -> dict[str, Page]:
    """Every page of the site, parsed."""
    return {name: Page(site_dir / name) for name in page_names(site_dir)}


def test_titles_are_unique(pages: dict[str, Page]) -> None:
    titles = [page.title.strip() for page in pages.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles), sorted(titles)


def test_every_page_has_one_sensible_description(pages: dict[str, Page]) -> None:
    poor = {}
    for name, page in pages.items():
        told = page.meta.get("description", [])
        if len(told) != 1 or not 50 <= len(told[0]) <= 160 or re.search(r"[\\$`{}]|\*\*", told[0]):
            poor[name] = told
    assert not poor
    told = [page.meta["description"][0] for page in pages.values()]
    assert len(set(told)) == len(told)


def test_no_id_occurs_twice(pages: dict[str, Page]) -> None:
    twice = {name: sorted({i for i in page.ids if page.ids.count(i) > 1}) for name, page in pages.items()}
    assert not {name: ids for name, ids in twice.items() if ids}


def test_every_internal_link_and_anchor_resolves(pages: dict[str, Page], site_dir: Path) -> None:
    broken = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(urlsplit(urljoin(name, parts.path)).path) if parts.path else name
            if not (site_dir / target).is_file():
                broken.append(f"{name}: {link}")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                broken.append(f"{name}: {link} (no such anchor)")
    assert not broken


def test_mathematics_is_rendered(pages: dict[str, Page]) -> None:
    assert any('class="katex"' in page.text for page in pages.values())
    wrong = [name for name, page in pages.items() if "katex-error" in page.text or "math-error" in page.text]
    assert not wrong


def test_every_formula_has_the_colour_of_its_text(pages: dict[str, Page]) -> None:
    coloured = {
        name: re.findall(r'<span [^>]*style="?[^">]*(?<!-)color:[^>]*', page.text) for name, page in pages.items()
    }
    assert not {name: spans for name, spans in coloured.items() if spans}


def test_every_picture_says_what_it_shows(pages: dict[str, Page]) -> None:
    poor = []
    for name, page in pages.items():
        for source, alt in page.pictures:
            decoration = source.endswith("favicon.svg") and alt == ""
            told = (alt or "").strip()
            if not decoration and (len(told) < 15 or re.search(r"\.(svg|png|jpe?g)$|^_images|[0-9a-f]{16}", told)):
                poor.append(f"{name}: {source} {alt!r}")
    assert not poor


def test_still_figures_stand_in_the_page(pages: dict[str, Page]) -> None:
    as_files = [name for name, page in pages.items() for source, _ in page.pictures if "_images/" in source]
    assert not as_files, "matplotlib figures that came out as <img>"


def test_no_widget_state_and_no_third_party_script(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for word in ("application/vnd.jupyter.widget", "thebe", "fontawesome.js", "require.min.js", "cdn.", "unpkg"):
            assert word not in page.text, f"{name} holds {word}"


def test_a_second_build_writes_no_page_anew(site_dir: Path) -> None:
    written = {path: path.stat().st_mtime_ns for path in site_dir.rglob("*") if path.is_file()}
    build(quiet=True)
    assert {path: path.stat().st_mtime_ns for path in site_dir.rglob("*") if path.is_file()} == written


def test_the_live_scripts_are_light_and_lead_to_their_sources(site_dir: Path) -> None:
    scripts = sorted((site_dir / "_static").glob("live.*.js"))
    assert scripts
    for script in scripts:
        text = script.read_bytes()
        assert len(gzip.compress(text, 6)) <= MOST_LIVE, script.name
        assert text.endswith(f"//# sourceMappingURL={script.name}.map\n".encode())
        sources = json.loads(script.with_name(f"{script.name}.map").read_text(encoding="utf-8"))["sources"]
        missing = [source for source in sources if not (ROOT / source).is_file()]
        assert not missing, script.name
        assert any("/figures/" in source for source in sources), script.name


def test_a_page_s_fonts_hold_what_its_formulas_write(pages: dict[str, Page], site_dir: Path) -> None:
    fonts = site_dir / "_static" / "fonts"
    held = {path.name: set(TTFont(path).getBestCmap()) for path in fonts.iterdir()}
    italic = {sign for page in pages.values() for sign in re.findall(r'mathnormal"[^>]*>([^<])<', page.text)}
    assert len(italic) > 40
    assert not {sign for sign in italic if ord(sign) not in held["KaTeX_Math-Italic.woff2"]}
    for name, page in pages.items():
        named = re.findall(r"fonts/([\w-]+\.woff2)", page.text)
        assert set(named) <= set(held), name


def test_search_engines_find_their_way(pages: dict[str, Page], site_dir: Path) -> None:
    robots = (site_dir / "robots.txt").read_text()
    assert re.search(r"^Sitemap: https://\S+/sitemap\.xml$", robots, flags=re.M)
    sitemap = (site_dir / "sitemap.xml").read_text()
    assert sitemap.count("<loc>") == len(pages) - 2
    for name, page in pages.items():
        if name in ("search.html", "404.html"):
            assert page.meta["robots"] == ["noindex"]
        else:
            assert f"/{name}</loc>" in sitemap
            assert re.search(rf'<link rel="canonical" href="https://[^"]+/{re.escape(name)}"', page.text)


def test_no_page_holds_a_script_or_a_handler(pages: dict[str, Page]) -> None:
    found = {}
    for name, page in pages.items():
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<[^<>]*\son\w+=[^<>]*>|href=\"javascript:[^\"]*", page.text)
        if inline:
            found[name] = inline[:3]
    assert not found


def test_a_page_gets_the_scripts_that_it_uses(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        start = re.findall(r'<script[^>]*data-scripts="([^"]*)"', page.text)
        assert len(start) == 1, name
        given = {address.rpartition("/")[2] for address in start[0].split()}
        own = f"live.{Path(name).stem}.js"
        assert (own in given) == ('<figure class="live' in page.text), name
        assert not [address for address in given if address.startswith("live.") and address != own], name
        assert "practice.js" in given, f"{name}: nothing ticks in the list of chapters what is done"
        assert ("record.js" in given) == ("data-record" in page.text), name


def test_a_chapter_says_how_it_is_cited(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        named = {key: told for key, told in page.meta.items() if key.startswith("citation_")}
        if name.startswith("chapters/ch"):
            assert named["citation_title"][0] in page.title
            assert named["citation_author"]
            assert named["citation_public_url"][0].endswith(name)
        else:
            assert not named, name


#: How many children an element of MathML has, where it is a matter of number.
CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip


def test_every_formula_is_valid_mathml(pages: dict[str, Page]) -> None:
    wrong = []
    for name, page in pages.items():
        for formula in set(re.findall(r"<math\b.*?</math>", page.text, flags=re.S)):
            tree = ElementTree.fromstring(formula.replace("&nbsp;", " "))
            for element in tree.iter():
                tag = element.tag.rpartition("}")[2]
                if len(element) != CHILDREN.get(tag, len(element)):
                    wrong.append(f"{name}: <{tag}> with {len(element)} children in {''.join(tree.itertext())}")
    assert not wrong
