"""Chapter 16, Classifiers in science and medicine: its exercises and its quick questions."""
