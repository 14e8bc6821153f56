"""The bibliography: every source can be found by a reader, and everything that a page cites or links is there."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

parse_string = pytest.importorskip("pybtex.database").parse_string

CHAPTERS = Path(__file__).parents[2] / "chapters"
SOURCE = (CHAPTERS / "references.bib").read_text(encoding="utf-8")
ENTRIES = parse_string(SOURCE, "bibtex").entries  # a key that is given twice raises here
PAGES = sorted(path for path in CHAPTERS.iterdir() if path.suffix in {".ipynb", ".md"})
GLOSSARY = re.search(r"```\{glossary\}\n(.*?)\n```", (CHAPTERS / "notation.md").read_text(encoding="utf-8"), re.DOTALL)

# letters that stay whole when accents are taken off
WHOLE_LETTERS = str.maketrans({"ø": "o", "ı": "i", "ł": "l", "ß": "ss", "æ": "ae"})


def text_of(page):
    """Return the Markdown of a page; of a notebook, its Markdown cells, each ended by a blank line."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        return text
    return "\n\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")


def cited_keys(text):
    """Return the keys in {cite}`a,b`, {cite:t}`a` and their like."""
    roles = re.findall(r"\{(?:cite|footcite)(?::\w+)?\}`([^`]+)`", text)
    return {key.strip() for role in roles for key in role.split(",")}


def used_terms(text):
    """Return the terms in {term}`term` and {term}`shown text <term>`, in lower case."""
    roles = re.findall(r"\{term\}`([^`]+)`", text)
    return {" ".join(re.sub(r"^.*<(.+)>$", r"\1", role, flags=re.DOTALL).split()).lower() for role in roles}


def plain(name):
    """Return a name in lower-case letters a to z."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(WHOLE_LETTERS))
    return re.sub(r"[^a-z]", "", decomposed)


def glossary_terms():
    """Return the terms that the notation page defines: the lines of its glossary that are not indented."""
    lines = GLOSSARY.group(1).splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith((" ", ":"))]


@pytest.mark.parametrize("key", ENTRIES)
def test_a_reader_can_find_the_source(key):
    entry = ENTRIES[key]
    assert entry.persons.get("author"), f"{key} has no author"
    assert entry.fields.get("title", "").strip(), f"{key} has no title"
    assert re.fullmatch(r"(1[789]|20)\d\d", entry.fields.get("year", "")), f"{key} has no year"
    assert {"doi", "url", "eprint", "publisher"} & set(entry.fields), f"{key}: where is it published?"


@pytest.mark.parametrize("key", ENTRIES)
def test_links_have_the_form_of_their_kind(key):
    fields = ENTRIES[key].fields
    assert re.fullmatch(r"10\.\d{4,9}/\S+", fields.get("doi", "10.1000/x")), "a DOI is given without its address"
    assert re.match(r"https?://\S+$", fields.get("url", "https://a.b"))
    if "eprint" in fields:
        assert re.fullmatch(r"\d\d(0[1-9]|1[0-2])\.\d{4,5}", fields["eprint"])  # year, month, number
        assert fields.get("archiveprefix") == "arXiv"


@pytest.mark.parametrize("key", ENTRIES)
def test_the_key_is_surname_and_year(key):
    entry = ENTRIES[key]
    surname = plain(" ".join(entry.persons["author"][0].last_names).split("-")[0])
    first = surname + entry.fields["year"]
    assert key == first or (first in ENTRIES and re.fullmatch(re.escape(first) + "[b-z]", key))  # two in one year


@pytest.mark.parametrize("field", ["title", "doi", "url", "eprint"])
def test_no_source_is_listed_twice(field):
    values = [
        plain(e.fields[field]) if field == "title" else e.fields[field].lower()
        for e in ENTRIES.values()
        if field in e.fields
    ]
    assert sorted(values) == sorted(set(values))


def test_the_style_of_the_site_formats_every_entry_without_a_warning(recwarn):
    find_plugin = pytest.importorskip("pybtex.plugin").find_plugin
    style = find_plugin("pybtex.style.formatting", "alpha")()
    backend = find_plugin("pybtex.backends", "text")()
    formatted = {e.key: e.text.render(backend) for e in style.format_bibliography(parse_string(SOURCE, "bibtex"))}
    assert set(formatted) == set(ENTRIES)
    assert not [key for key, text in formatted.items() if re.search(r"[{}\\]|and others", text)]
    assert not [str(w.message) for w in recwarn if "pybtex" in str(w.filename)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_citation_leads_to_an_entry(page):
    missing = cited_keys(text_of(page)) - set(ENTRIES)
    assert not missing, f"{page.name} cites {sorted(missing)}, which references.bib does not have"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_term_leads_to_the_glossary(page):
    missing = used_terms(text_of(page)) - {term.lower() for term in glossary_terms()}
    assert not missing, f"{page.name} links {sorted(missing)}, which notation.md does not define"


def test_the_glossary_defines_each_term_once_and_says_where_it_comes_from():
    terms = [term.lower() for term in glossary_terms()]
    assert len(terms) == len(set(terms)) >= 60
    definitions = re.findall(r"^  (\S.*)$", GLOSSARY.group(1), re.MULTILINE)
    assert not [d for d in definitions if not re.search(r"Chapters? \d+( and \d+)?\.$", d)]


def test_citations_and_terms_are_found_in_every_form():
    assert cited_keys("{cite}`a1` {cite:t}`b2, c3` `{cite}`") == {"a1", "b2", "c3"}
    assert used_terms("{term}`Odds`, {term}`two\nwords <nat>`, {term}`log\nloss`") == {"odds", "nat", "log loss"}


@pytest.mark.parametrize("name", ["bibliography", "notation", "how_to_study"])
def test_reference_pages_have_a_description_that_search_engines_show_whole(name):
    head = (CHAPTERS / f"{name}.md").read_text(encoding="utf-8").split("---")[1]
    assert 50 <= len(re.search(r'description: "(.+)"', head).group(1)) <= 160
