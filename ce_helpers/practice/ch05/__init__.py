"""Chapter 5, Compression is prediction: its exercises and its quick questions."""
