"""What the tests of the built site share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site_with_python(site_dir: Path) -> Path:
    """Return the site with Python beside its pages; without it skip and say why, unless CE_REQUIRE_PYTHON is set."""
    if not (site_dir / "_static" / "python" / "page.js").is_file():
        missing = "the site was built without Python in the pages; `.venv/bin/python tools/wheels.py` says why"
        if os.environ.get("CE_REQUIRE_PYTHON"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    return site_dir
