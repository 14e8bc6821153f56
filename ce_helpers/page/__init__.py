"""What runs the reader's code in a built page: real Python and NumPy, in a worker of the page's own origin.

``page.js`` makes the stub and the check of an exercise one editable answer; ``worker.js`` starts Python, when the
reader asks for it and not before; ``running.py`` is what runs there. ``page.css`` is the look of it. Nothing in the
rest of the package knows of this folder.
"""
