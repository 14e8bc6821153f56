"""Chapter 9, Against squared error and hinge: its exercises and its quick questions."""
