"""Chapter 20, Without labels: its exercises and its quick questions."""
