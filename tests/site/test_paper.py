"""The book as one PDF and as one EPUB, made from the built site as `make pdf` and `make epub` make them."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf
import pytest

from tools import paper, paper_epub
from tools import paper_parts as parts

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
#: What a button or a summary of the site says, and no page of paper should.
LABELS = (
    "Show the",
    "Hide the",
    "Show without guessing",
    "Copy link to this state",
    "Your answer",
    "Scripts do not run",
)


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


# --- paper ------------------------------------------------------------------------------------------------------------


class Printed(NamedTuple):
    """The printed book, and what was asked before it was printed."""

    file: Path
    text: str
    misfits: list[str]


@pytest.fixture(scope="module")
def printed(site_dir: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Printed:
    """Print the book."""
    page = chromium.new_page(viewport={"width": 575, "height": 900})  # as wide as the text on paper
    file = tmp_path_factory.mktemp("paper") / "book.pdf"
    with paper.lay_out(page, site_dir):
        page.emulate_media(media="print")
        misfits, text = page.evaluate("() => paper.misfits(940)"), page.inner_text("body")
        page.emulate_media(media="null")
        file.write_bytes(paper.print_twice(page))
    page.close()
    return Printed(file, text, misfits)


@pytest.fixture(scope="module")
def pdf(printed: Printed) -> Iterator[pikepdf.Pdf]:
    """The printed book, opened."""
    with pikepdf.open(printed.file) as opened:
        yield opened


@pytest.fixture(scope="module")
def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """The elements of the tree of tags."""
    return [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/Type") == "/StructElem"]


@pytest.fixture(scope="module")
def places(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Where each place of the book is: the number of its page."""
    numbers = {page.objgen: i for i, page in enumerate(pdf.pages, start=1)}
    return {name.removeprefix("/"): numbers[place[0].objgen] for name, place in pdf.Root.Dests.items()}


def entries(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from entries(item.children)


def titles(site_dir: Path) -> dict[str, str]:
    """Return the first heading of each page of the site."""
    found = {}
    for name, path in parts.paths().items():
        heading = re.search(r"<h1>(.*?)<a", (site_dir / path).read_text("utf-8"), re.S)
        assert heading, path
        found[name] = html.unescape(re.sub("<.*?>", "", heading[1])).strip()
    return found | {"index": "About this book"}


@pytest.mark.paper
def test_the_outline_has_every_chapter_at_its_page(pdf: pikepdf.Pdf, places: dict[str, int], site_dir: Path) -> None:
    numbers = {page.objgen: i for i, page in enumerate(pdf.pages, start=1)}
    with pdf.open_outline() as outline:
        told = {flat(item.title): numbers[item.destination[0].objgen] for item in entries(outline.root)}
    for name, title in titles(site_dir).items():
        assert told.get(flat(title)) == places[name], title
    assert {"Solutions", "Listings", "Contents", *(flat(group["caption"]) for group in parts.groups())} <= {*told}


@pytest.mark.paper
def test_the_contents_name_the_pages_where_headings_stand(
    pdf: pikepdf.Pdf, places: dict[str, int], elements: list[Any], site_dir: Path
) -> None:
    # the links of the contents, in the order in which they are painted, and what the tags say was written in each
    first = places["index"]
    linked = {
        str(note.get("/Dest", "")).removeprefix("/")
        for page in pdf.pages[: first - 1]
        for note in page.get("/Annots", [])
        if note.get("/Subtype") == "/Link"
    }
    missing = {*parts.paths()} - linked
    assert not missing, f"no line of the contents leads to {missing}"
    assert all(places[name] >= first for name in linked & {*places})
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler) is not installed; the printed numbers were not read")
    command = ["pdftotext", "-layout", "-l", str(first - 1), str(pdf.filename), "-"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    printed = {flat(m[1]): int(m[2]) for line in lines if (m := re.match(r"\s*(\S.*?)[\s._…]*\s(\d+)\s*$", line))}
    for name, title in titles(site_dir).items():
        assert printed.get(flat(title)) == places[name], (title, printed)


@pytest.mark.paper
def test_links_lead_to_places_of_the_book_or_out_of_it(pdf: pikepdf.Pdf, places: dict[str, int]) -> None:
    inner, outer = set(), set()
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/Dest" in note:
                inner.add(str(note.Dest).removeprefix("/"))
            elif "/A" in note:
                outer.add(str(note.A.get("/URI", "")))
    assert len(inner) > 500
    assert not inner - {*places}
    assert all(address.startswith(("https://", "http://")) for address in outer)
    assert not [address for address in outer if "127.0.0.1" in address or "localhost" in address]


@pytest.mark.paper
def test_fonts_are_in_the_file(pdf: pikepdf.Pdf) -> None:
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert not [str(f.FontName) for f in fonts if not {"/FontFile", "/FontFile2", "/FontFile3"} & {*f.keys()}]


@pytest.mark.paper
def test_the_file_is_tagged_and_says_what_it_is(pdf: pikepdf.Pdf, elements: list[Any]) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.Lang == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    kinds = {str(element.S) for element in elements}
    assert {"/Document", "/H1", "/H2", "/P", "/Formula", "/Figure", "/Table", "/TH", "/Link", "/LI"} <= kinds
    silent = [e for e in elements if e.S in ("/Formula", "/Figure") and len(str(e.get("/Alt", ""))) < 1]
    assert not silent
    with pdf.open_metadata() as told:
        assert told["dc:title"].startswith(parts.TITLE)
        assert told["dc:creator"] == [parts.author()]


@pytest.mark.paper
def test_nothing_is_cut(printed: Printed) -> None:
    # one thing too wide, and Chromium prints the whole book smaller
    assert printed.misfits == []


@pytest.mark.paper
def test_no_label_of_the_site_is_left_and_no_part_is_missing(printed: Printed) -> None:
    assert not [label for label in LABELS if label in printed.text]
    assert all(group["caption"] in printed.text for group in parts.groups())
    for twice in ("Question 1.1", "Listing 12.1", "Exercise 12.1."):  # where it belongs, and at the end
        assert printed.text.count(twice) >= 2, twice


@pytest.mark.paper
def test_short_addresses_lead_to_the_live_figures(printed: Printed, site_dir: Path) -> None:
    host = parts.home().removeprefix("https://")
    told = {*re.findall(rf"{re.escape(host)}f/([\w-]+)", printed.text)}
    assert len(told) > 30
    for name in told:
        page = site_dir / "f" / name / "index.html"
        to = re.search(r'url=([^"#]+)#([\w-]+)"', page.read_text("utf-8"))
        assert to, name
        assert f'id="{to[2]}"' in (page.parent / to[1]).read_text("utf-8"), name


# --- e-readers --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def epub(site_dir: Path, tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Path:
    """The packed book."""
    file = tmp_path_factory.mktemp("epub") / "book.epub"
    paper_epub.pack(file, site_dir, chromium)
    return file


@pytest.fixture(scope="module")
def documents(epub: Path) -> dict[str, ElementTree.Element]:
    """The pages of the packed book, each parsed as the XML that it must be."""
    with zipfile.ZipFile(epub) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name.removeprefix("book/"): ElementTree.fromstring(archive.read(name)) for name in names}


def test_the_type_comes_first_and_is_not_packed(epub: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"


def test_the_list_of_files_is_complete(epub: Path, documents: dict[str, ElementTree.Element], site_dir: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        package = ElementTree.fromstring(archive.read("book/package.opf"))
        there = {n.removeprefix("book/") for n in archive.namelist() if n.startswith("book/")} - {"package.opf"}
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    assert {item.get("href") for item in items.values()} == there
    order = [items[reference.get("idref")].get("href") for reference in package.iter(f"{OPF}itemref")]
    assert {*order} == {*documents}
    assert [name for name in parts.paths() if f"{name}.xhtml" not in order] == []
    properties = {str(m.get("property")): m.text for m in package.iter(f"{OPF}meta")}
    assert properties["schema:accessibilityHazard"] == "none"
    assert {"schema:accessMode", "schema:accessibilityFeature", "schema:accessibilitySummary"} <= {*properties}
    for item in items.values():
        page = documents.get(str(item.get("href")))
        tags = {str(e.tag) for e in page.iter()} if page is not None else set()
        has = (item.get("properties") or "").split()
        assert ("mathml" in has) == ("{http://www.w3.org/1998/Math/MathML}math" in tags)
        assert ("svg" in has) == ("{http://www.w3.org/2000/svg}svg" in tags)


def test_every_link_of_the_ebook_leads_somewhere(documents: dict[str, ElementTree.Element]) -> None:
    ids = {name: {e.get("id") for e in page.iter() if e.get("id")} for name, page in documents.items()}
    lost = []
    for name, page in documents.items():
        for link in page.iter(f"{XHTML}a"):
            to, _, place = str(link.get("href", "")).partition("#")
            if to.startswith(("https:", "http:")):
                continue
            if to not in documents or (place and place not in ids[to]):
                lost.append(f"{name}: {link.get('href')}")
    assert not lost


def test_drawings_of_the_ebook_are_described_and_formulas_are_mathml(
    documents: dict[str, ElementTree.Element],
) -> None:
    for name, page in documents.items():
        for drawing in page.iter("{http://www.w3.org/2000/svg}svg"):
            if drawing.get("role") == "img":
                assert len(str(drawing.get("aria-label", ""))) > 40, name
        text = "".join(page.itertext())
        assert not [label for label in LABELS if label in text], name
        written = ElementTree.tostring(page, encoding="unicode")
        assert "var(--" not in written, name
        assert 'class="katex' not in written, name


def test_epubcheck_finds_no_fault(epub: Path) -> None:
    program = shutil.which("epubcheck")
    if program is None:
        pytest.skip("epubcheck is not installed; the structure alone was tested")
    with open(program, "rb") as file:  # Debian's is the archive itself
        command = ["java", "-jar", program] if file.read(2) == b"PK" else [program]
    done = subprocess.run([*command, str(epub)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
