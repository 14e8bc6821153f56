"""Chapter 8, Prediction minus truth: its exercises and its quick questions."""
