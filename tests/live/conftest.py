"""What the tests of live figures share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from live_node import Node, run
from live_pages import write_page


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    """Return a function that runs JavaScript beside a figure, numbers exact."""
    folder = tmp_path_factory.mktemp("node")
    return lambda name, code, given=None: run(folder, name, code, given)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Return a function that writes a page with one figure and returns where it is, as a file."""
    folder = tmp_path_factory.mktemp("live")
    return lambda name, before="": write_page(folder, name, before)
