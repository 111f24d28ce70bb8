"""What programs print when a real Python runs them: many in one restricted subprocess.

The child is `python -I -S` (isolated, no site packages) with an empty environment, in an empty
folder, under limits of CPU time and memory, and every program sees only a short list of builtins
and of methods: no import, no files, no way from a generator to its frame. `--verify` runs what any file
holds, so a program that asks for more is refused before it runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from reasoning_data.code.interpreter import METHODS

_CHILD = '''
import ast, builtins, contextlib, io, json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
except ImportError:
    pass  # not a Unix: the parent's time limit still holds
NAMES = """abs all any bool dict divmod enumerate int len list max min print range reversed set sorted
str sum tuple zip""".split()
allowed = {name: getattr(builtins, name) for name in NAMES}
outputs = []
for program in json.load(sys.stdin):
    for node in ast.walk(tree := ast.parse(program)):
        method = getattr(node, "attr", "append")
        name = getattr(node, "id", "")
        unsafe = isinstance(node, (ast.Import, ast.ImportFrom, ast.MatchClass))  # a class pattern reads attributes
        if unsafe or method not in METHODS or name.startswith("_"):
            raise SystemExit("refused: " + program)
    with contextlib.redirect_stdout(io.StringIO()) as text:
        exec(compile(tree, "<program>", "exec"), {"__builtins__": allowed})
    outputs.append(text.getvalue().removesuffix("\\n"))
json.dump(outputs, sys.stdout)
'''


def run_programs(programs: Sequence[str], seconds: int = 60) -> list[str]:
    """What each program prints, in order, without the last line break.

    Args:
        programs: Python source; all of them share one child process, none of them its variables.
        seconds: limit on the CPU time of the whole batch, and on its wall-clock time.

    Raises:
        ValueError: the child refused a program, failed, or ran out of time; says which where known.
    """
    child_source = _CHILD.replace("SECONDS", str(seconds)).replace("METHODS", repr(sorted(METHODS)))
    command = [sys.executable, "-I", "-S", "-c", child_source]
    with tempfile.TemporaryDirectory() as folder:
        try:
            child = subprocess.run(
                command,
                input=json.dumps(list(programs)),
                capture_output=True,
                text=True,
                encoding="utf-8",
                env={},
                cwd=folder,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ValueError(f"The programs took longer than {seconds} s.") from None
    if child.returncode != 0:
        raise ValueError(f"The programs failed: {child.stderr.strip()[-500:]}")
    return json.loads(child.stdout)


def program_of(question: str) -> str:
    """The program in a code question: everything after its first blank line."""
    return question.partition("\n\n")[2]
