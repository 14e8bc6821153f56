"""Chapter 3, Inevitable and avoidable: its exercises and its quick questions."""
