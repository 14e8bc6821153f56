"""Chapter 1, Surprise: its exercises and its quick questions."""
