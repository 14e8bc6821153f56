"""Chapter 4, Codes: its exercises and its quick questions."""
