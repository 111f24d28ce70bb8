"""The README's tables say what was recorded, and nothing is said to be measured outside of them."""

import hashlib
import re
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

sys.path.insert(0, str(ROOT / "benchmarks"))
from figures import FIGURES  # noqa: E402
from tables import TABLES, filled, gain  # noqa: E402


def test_every_table_is_what_was_recorded():
    assert filled(README) == README, "run `python benchmarks/tables.py`"
    assert set(re.findall(r"<!-- ([a-z-]+) -->", README)) == set(TABLES)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_drawn_from_what_was_recorded(name):
    with Image.open(ROOT / "results" / f"{name}.png") as figure:
        drawn_from = figure.info["Source"]
    recorded = (ROOT / "results" / f"{name}.json").read_bytes()
    assert drawn_from == hashlib.sha256(recorded).hexdigest(), "run `python benchmarks/tables.py`"


def test_a_changed_number_is_noticed():
    digit = re.search(r"\| ([0-9]+\.[0-9]) \|", README)
    changed = f"{README[: digit.start(1)]}{float(digit[1]) + 0.1:.1f}{README[digit.end(1) :]}"
    assert filled(changed) == README


def test_no_measured_number_stands_outside_of_the_tables():
    prose = re.sub(r"<!-- ([a-z-]+) -->.*?<!-- /\1 -->|```.*?```|`[^`]*`", "", README, flags=re.DOTALL)
    told = re.findall(r"[0-9.]+(?: %| points| ?× as|× the| tokens/s| s a step)", prose)
    assert [number for number in told if not number.startswith("95 %")] == []


def test_an_unknown_table_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        filled("<!-- nothing -->\n<!-- /nothing -->")


def test_a_gain_reads_as_a_gain():
    assert gain({"value": 0.412, "low": 0.36, "high": -0.001}) == "+41.2 [+36.0, -0.1]"


def test_every_fault_that_explain_names_is_explained():
    from tunix_reasoning.traces.quality import WEIGHTS

    assert [name for name in WEIGHTS if f"`{name}`" not in README] == []
