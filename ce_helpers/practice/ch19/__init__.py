"""Chapter 19, Generative models: its exercises and its quick questions."""
