"""Chapter 12, Calibration: its exercises and its quick questions."""
