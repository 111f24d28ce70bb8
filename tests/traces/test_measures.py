"""What is computed has the dimension that is asked for, or the answer cannot be right."""

from __future__ import annotations

import pytest

from reasoning_data.catalog import generate
from tunix_reasoning.traces import quality
from tunix_reasoning.traces.measures import mismeasured
from tunix_reasoning.traces.reading import read_trace

BOX = "A 5 kg box is pushed with a net force of 20 N. What is its acceleration in m/s^2?"
PULSE = "A current of 3 A flows for 40 s. What charge is moved, in coulomb?"
FLOOR = "A room is 4 m long and 300 cm wide. What is its area in m²?"

MEASURED = [  # question, trace, answer, whether it is measured wrongly
    (BOX, "a = F * m = 20 * 5 = 100 m/s^2", "100", True),
    (BOX, "a = F / m = 20 / 5 = 4 m/s^2", "4", False),
    (BOX, "5 / 20 = 0.25", "0.25", True),
    (BOX, "20 + 5 = 25", "25", False),  # no product, no quotient
    (BOX, "5 × 4 = 20, so the box is accelerated by 4 m/s^2", "4", False),
    (PULSE, "3 × 40 = 120", "120", False),
    (PULSE, "40 / 3 = 13.33", "13.33", True),
    (FLOOR, "300 cm = 3 m. 4 × 3 = 12", "12", False),  # the 3 is not given
    (FLOOR, "4 × 300 = 1200", "1200", False),  # cm times m is an area
    ("He walks 4 km each day for 7 days. How far is that in km?", "4 × 7 = 28", "28", False),  # a rate in words
    ("He walks 4 km in an hour. How far does he walk in 3 h, in km?", "4 × 3 = 12", "12", False),
    ("A 5 kg bag and a 5 m rope: 3 N pull. What is it in J?", "5 × 3 = 15", "15", False),  # kg or m
    ("It is 20 °C, and 5 K warmer at noon. What is it in °C?", "20 × 5 = 100", "100", False),
    ("Of 20 kg, 5 kg are sold. How much is that in percent?", "5 / 20 = 25%", "25%", False),
    ("A box of 5 kg is pushed with 20 N. Find the acceleration.", "20 × 5 = 100", "100", False),  # in no unit
]


@pytest.mark.parametrize(("question", "trace", "answer", "wrongly"), MEASURED)
def test_the_dimension_of_the_answer(question, trace, answer, wrongly):
    assert mismeasured(read_trace(trace, answer, question)) == wrongly
    if wrongly:
        assert quality(trace, answer, question) < 0.5


def test_no_trace_of_the_generator_is_measured_wrongly():
    asked = 0
    for row in generate(1200, seed=3, types=["science", "math"]):
        asked += " in m/s" in row["question"] or " in k" in row["question"]
        for trace in (row["reasoning_trace"], row["metadata"]["concise"]):
            assert not mismeasured(read_trace(trace, row["answer"], row["question"])), (row["question"], trace)
    assert asked >= 5
