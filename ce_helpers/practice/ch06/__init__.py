"""Chapter 6, Logits, sigmoid, softmax: its exercises and its quick questions."""
