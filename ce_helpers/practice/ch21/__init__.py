"""Chapter 21, Fairness, physics, attacks: its exercises and its quick questions."""
