"""Programs made wrong by machine: none is accepted, none misled, and most are told what is wrong with them."""

import subprocess
import sys
from pathlib import Path

from ce_helpers.practice.index import of_the_book

ROOT = Path(__file__).parents[2]
EXERCISES = [e for _, e in of_the_book("EXERCISES") if e.solution is not None and e.checker is None]
# the mutants of code-canonical count to 2^70 before they are stopped: `make mutants` has the time
SLOW = {"code-canonical"}
NAMES = [e.name for e in EXERCISES if e.name not in SLOW]


def test_wrong_programs_are_refused_and_most_are_named():
    command = [sys.executable, "tools/mutate.py", *NAMES, "--each", "20"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    row = next(line for line in run.stdout.splitlines() if line.startswith("in all"))
    named, vague, misled, accepted = map(int, row.split()[2:])
    assert accepted == misled == 0, run.stdout
    assert named >= 0.65 * (named + vague), run.stdout
