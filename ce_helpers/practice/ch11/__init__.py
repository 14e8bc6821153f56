"""Chapter 11, Why the logarithm: its exercises and its quick questions."""
