"""The same numbers as the plain bodies, for large arrays: read once, in pieces that stay in the processor's cache.

Nothing here is read to learn a formula. A function of `information` or `losses` hands a large array over in one
explicit line; its plain body stays beside it and is what the tests hold this code to.

- `sums`: entropies, cross-entropies and divergences of probabilities
- `rows`: losses and gradients of scores
"""
