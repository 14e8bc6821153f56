"""Chapter 18, Ranking and reinforcement: its exercises and its quick questions."""
