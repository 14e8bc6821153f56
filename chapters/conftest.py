"""For nbval, by whatever command it is called.

A bar of progress is shown by a slow machine and not by a quick one: it is no
part of what a notebook prints.
"""

import os

os.environ["TQDM_DISABLE"] = "1"
