"""The book's live figures: for each a class in ``name.py``, and in ``name.mjs`` the module that moves it."""
