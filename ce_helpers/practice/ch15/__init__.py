"""Chapter 15, When training goes wrong: its exercises and its quick questions."""
