"""Whether answers about where somebody looks who left the room stand on what the model noted as seen.

    python benchmarks/real_notes.py RUN [--output results/real-gemma/notes.json]

RUN is a finished run folder of `real_gemma.py`. A completion notes rightly where its sentences about what was seen
are those of the question's worked solution.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.evaluation import held_out
from tunix_reasoning.files import read_json, write_json
from tunix_reasoning.run import topped_up

_FAMILY = "logic_puzzle/false_belief/"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("run", type=Path, help="a finished run folder of real_gemma.py")
    parser.add_argument("--output", type=Path, default=Path("results/real-gemma/notes.json"))
    args = parser.parse_args()
    config = ReasoningTrainingConfig.from_dict(read_json(args.run / "config.json"))
    data = topped_up(ReasoningDataset(config), config.training_questions, print)
    asked = (e for e in held_out(data, config.evaluation_questions) if e["id"].startswith(_FAMILY))
    notes = {e["id"]: notes_in(e["metadata"]["concise"]) for e in asked}
    stages = {name: read_json(args.run / f"{name}.json") for name in ("after_sft", "after")}
    found = {name: counts([row for row in rows if row["id"] in notes], notes) for name, rows in stages.items()}
    print(found)
    write_json(args.output, found)


def notes_in(text: str) -> list[str]:
    """What is noted of the places, one after the other: `box not seen`."""
    return re.findall(r"\w[\w ]* seen(?=\.)", text)


def counts(rows: list[dict[str, Any]], notes: dict[str, list[str]]) -> dict[str, Any]:
    """How many questions; of those whose notes are right, of the others, and of those whose answer is not the place
    named first, how many there are and how many are answered rightly."""
    parts: dict[str, list[dict[str, Any]]] = {"noted_rightly": [], "noted_wrongly": [], "not_the_first_place": []}
    for row in rows:
        parts["noted_rightly" if notes_in(row["completion"]) == notes[row["id"]] else "noted_wrongly"].append(row)
        if not notes[row["id"]][0].startswith(f"{row['answer']} "):
            parts["not_the_first_place"].append(row)
    return {"questions": len(rows)} | {
        name: {"questions": len(part), "right": sum(int(row["accuracy"]) for row in part)}
        for name, part in parts.items()
    }


if __name__ == "__main__":
    main()
