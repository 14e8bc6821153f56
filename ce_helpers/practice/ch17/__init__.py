"""Chapter 17, Language and sequences: its exercises and its quick questions."""
