"""Chapter 2, Cross-entropy: its exercises and its quick questions."""
