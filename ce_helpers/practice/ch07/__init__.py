"""Chapter 7, Numbers that do not break: its exercises and its quick questions."""
