"""What the tests of live figures share."""

from __future__ import annotations

import pytest
from live_node import Node, run


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Node:
    """Return a function that runs JavaScript beside a figure, numbers exact."""
    folder = tmp_path_factory.mktemp("node")
    return lambda name, code, given=None: run(folder, name, code, given)
