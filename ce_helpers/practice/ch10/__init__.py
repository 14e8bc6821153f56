"""Chapter 10, From likelihood to loss: its exercises and its quick questions."""
