"""What the package installs only when asked to: ``pip install "ce_helpers[all]"`` brings all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["extra"]


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Import within this block what the extra `name` brings; without it, say what needs it and how to get it.

    Parameters
    ----------
    name : str
        The extra, as ``pyproject.toml`` calls it.
    what : str
        What needs the package, as the beginning of a sentence: ``"the ratings need"``.

    Raises
    ------
    ModuleNotFoundError
        If a package is missing: the message names it and the extra.

    Examples
    --------
    >>> with extra("data", "stars need"):
    ...     import planets
    Traceback (most recent call last):
    ModuleNotFoundError: stars need the package planets, which is not installed: pip install "ce_helpers[data]"
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        raise ModuleNotFoundError(
            f'{what} the package {package}, which is not installed: pip install "ce_helpers[{name}]"', name=error.name
        ) from error
