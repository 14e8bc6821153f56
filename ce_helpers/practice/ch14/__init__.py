"""Exercises and questions of Chapter 14, Soft and noisy labels."""
