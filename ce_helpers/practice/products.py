"""An array that knows of the products made with it: for exercises that ask for a way, not only for a result."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["Products", "plain"]


class Products(np.ndarray[Any, Any]):
    """An array whose products, however they are written (``@``, ``*``, ``dot``, ``einsum``), pass through `made`.

    Examples
    --------
    >>> class Sizes(Products):
    ...     def made(self, product):
    ...         print(np.size(product))
    ...         return product
    >>> table = np.ones((3, 2)).view(Sizes)
    >>> _ = table @ np.ones(2), np.dot(table[:1], np.ones(2)), table + 1
    3
    1
    """

    def made(self, product: Any) -> Any:
        """Return what the caller gets in the place of `product`; a subclass notes it, or raises."""
        return product

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if "out" in options:
            options["out"] = tuple(map(plain, options["out"]))
        found = getattr(ufunc, method)(*map(plain, inputs), **options)
        return self.made(found) if ufunc in (np.matmul, np.multiply) else found

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        if function in (np.dot, np.inner, np.einsum, np.tensordot):
            return self.made(function(*map(plain, args), **options))
        return super().__array_function__(function, types, args, options)

    def dot(self, other: Any, out: Any = None) -> Any:
        """Return the product, which NumPy makes without asking the two methods above."""
        return self.made(plain(self).dot(plain(other), out=out))


def plain(x: Any) -> Any:
    """Return the array as one that knows nothing of its products; anything else as it is."""
    return np.asarray(x) if isinstance(x, Products) else x
