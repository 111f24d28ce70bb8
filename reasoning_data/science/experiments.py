"""Simple experiments: what is changed, what is measured, what is kept the same."""

from __future__ import annotations

from typing import NamedTuple


class Experiment(NamedTuple):
    does: str
    """What the experimenter does, after the name; it changes one thing."""
    changed: str
    measured: str
    kept: tuple[str, str]


EXPERIMENTS = {
    "light": Experiment(
        "grows beans under lamps of different brightness",
        "the brightness of the lamps",
        "the height of the beans",
        ("the amount of water", "the kind of soil"),
    ),
    "salt": Experiment(
        "heats water with different amounts of salt in it",
        "the amount of salt",
        "the boiling temperature",
        ("the volume of water", "the size of the flame"),
    ),
    "ramp": Experiment(
        "lets a toy car roll down a ramp set at different angles",
        "the angle of the ramp",
        "the time of the run",
        ("the mass of the car", "the length of the ramp"),
    ),
    "pendulum": Experiment(
        "swings a weight on strings of different length",
        "the length of the string",
        "the time of a swing",
        ("the mass of the weight", "the starting angle"),
    ),
    "sugar": Experiment(
        "stirs sugar into water of different temperature",
        "the temperature of the water",
        "the time until the sugar dissolves",
        ("the amount of sugar", "the speed of stirring"),
    ),
    "yeast": Experiment(
        "feeds yeast with different amounts of sugar",
        "the amount of sugar",
        "the volume of gas",
        ("the temperature of the room", "the amount of yeast"),
    ),
    "music": Experiment(
        "plays music of different loudness to people who learn words",
        "the loudness of the music",
        "the number of words kept",
        ("the list of words", "the learning time"),
    ),
    "magnet": Experiment(
        "winds different numbers of turns on an electromagnet",
        "the number of turns",
        "the number of clips lifted",
        ("the current", "the kind of clips"),
    ),
    "ball": Experiment(
        "drops a ball from different heights",
        "the height of the drop",
        "the height of the bounce",
        ("the kind of ball", "the floor"),
    ),
    "paper": Experiment(
        "folds paper planes with wings of different width",
        "the width of the wings",
        "the distance flown",
        ("the kind of paper", "the force of the throw"),
    ),
    "fertilizer": Experiment(
        "gives tomato plants different doses of fertilizer",
        "the dose of fertilizer",
        "the number of tomatoes",
        ("the amount of sun", "the size of the pots"),
    ),
    "sleep": Experiment(
        "tests students after different amounts of sleep",
        "the amount of sleep",
        "the reaction time",
        ("the age of the students", "the time of the test"),
    ),
    "coat": Experiment(
        "wraps cups of tea in different materials",
        "the material around the cup",
        "the temperature after an hour",
        ("the size of the cup", "the amount of tea"),
    ),
    "parachute": Experiment(
        "drops parachutes of different area",
        "the area of the parachute",
        "the time of the fall",
        ("the mass of the load", "the height of the drop"),
    ),
    "acid": Experiment(
        "puts chalk into vinegar of different strength",
        "the strength of the vinegar",
        "the time until the chalk is gone",
        ("the mass of the chalk", "the temperature of the vinegar"),
    ),
    "snail": Experiment(
        "watches snails in air of different humidity",
        "the humidity of the air",
        "the distance crawled",
        ("the kind of snail", "the length of the test"),
    ),
    "wire": Experiment(
        "sends a current through wires of different length",
        "the length of the wire",
        "the resistance",
        ("the thickness of the wire", "the metal of the wire"),
    ),
    "spring": Experiment(
        "hangs different masses on a spring",
        "the mass on the spring",
        "the length of the spring",
        ("the kind of spring", "the height of the hook"),
    ),
    "bread": Experiment(
        "keeps bread at different temperatures",
        "the temperature of the place",
        "the number of days until mold grows",
        ("the kind of bread", "the moisture of the bread"),
    ),
    "duckweed": Experiment(
        "keeps duckweed in water of different acidity",
        "the acidity of the water",
        "the number of leaves",
        ("the length of the day", "the size of the bowl"),
    ),
}
