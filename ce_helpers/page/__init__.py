"""What runs the reader's code in a built page: real Python and NumPy, in a worker of the page's own origin.

``page.js`` makes the stub and the check of an exercise one editable answer. When the reader asks, and not before, it
loads ``python.js``, which fetches what Python needs and starts ``worker.js``; ``running.py`` is what runs there.
``page.css`` is the look of it. Nothing in the rest of the package knows of this folder.
"""
