"""The buttons that open a notebook elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from page_text import page_names

ROOT = Path(__file__).parents[2]
PLACES = {
    "Colab": ("colab.research.google.com", "/github/cross-entropy-book/cross-entropy-book/blob/main/"),
    "Binder": ("mybinder.org", "/v2/gh/cross-entropy-book/cross-entropy-book/main"),
}


def test_each_notebook_and_no_other_page_opens_on_colab_and_binder(site_dir: Path) -> None:
    for name in page_names(site_dir):
        text = (site_dir / name).read_text("utf-8")
        found = re.findall(r'<a class="btn btn-sm book-launch" href="([^"]+)" title="[^"]+">(\w+)</a>', text)
        notebook = Path(name).with_suffix(".ipynb")
        if not (ROOT / notebook).is_file():
            assert not found, name
            continue
        assert {label for _, label in found} == {*PLACES}, name
        for address, label in found:
            parts = urlsplit(address.replace("&amp;", "&"))
            host, start = PLACES[label]
            assert (parts.scheme, parts.netloc) == ("https", host)
            assert parts.path.startswith(start)
            asked = parse_qs(parts.query).get("urlpath", [parts.path.removeprefix(start)])[0]
            assert asked.removeprefix("lab/tree/") == notebook.as_posix()
