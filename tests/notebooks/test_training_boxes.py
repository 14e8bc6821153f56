"""What the boxes "In your training run" say of the frameworks is run where the framework is installed."""

import ast
import doctest
import importlib.util
import json
import re
from pathlib import Path

import pytest

CHAPTERS = Path(__file__).parents[2] / "chapters"
BLOCK = re.compile(r"^```pycon\n(.*?)^```", re.M | re.S)


def blocks() -> list[tuple[str, str]]:
    """Return (name, code) of every interactive block in the book's text."""
    found = []
    for path in sorted([*CHAPTERS.glob("*.ipynb"), *CHAPTERS.glob("*.md")]):
        text = path.read_text(encoding="utf-8")
        texts = [text]
        if path.suffix == ".ipynb":
            texts = ["".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"]
        codes = [code for part in texts for code in BLOCK.findall(part)]
        found += [(f"{path.stem}-{i}", code) for i, code in enumerate(codes, start=1)]
    return found


def needs(code: str) -> set[str]:
    """Return the packages that a block imports."""
    lines = [example.source for example in doctest.DocTestParser().get_examples(code)]
    nodes = [node for line in lines for node in ast.walk(ast.parse(line))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in blocks()])
def test_block_prints_what_it_says(code: str) -> None:
    missing = sorted(name for name in needs(code) if importlib.util.find_spec(name) is None)
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")
    test = doctest.DocTestParser().get_doctest(code, {}, "block", None, None)
    assert any(example.want for example in test.examples), "a block without an output shows nothing"
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=told.append)
    assert not told, "".join(told)
