"""What the tests of the built site share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site_with_python(site_dir: Path) -> Path:
    """Return the site if Python could be put beside its pages; skip, and say why, where it could not."""
    if not (site_dir / "_static" / "python" / "page.js").is_file():
        pytest.skip("the site was built without Python in the pages; `.venv/bin/python tools/wheels.py` says why")
    return site_dir
