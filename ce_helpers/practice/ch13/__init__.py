"""Chapter 13, Rare classes: its exercises and its quick questions."""
