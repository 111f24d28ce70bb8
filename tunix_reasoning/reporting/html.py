"""A run as one HTML file, figures included: it can be mailed, archived, or read on a machine without Python.

It is made from the run folder's files alone, so that an interrupted run, or one without an evaluation, has its
report too. Everything that comes from a file is escaped: completions are a model's words.

    python -m tunix_reasoning report runs/latest
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from tunix_reasoning.reporting.plots import METRICS, read_history, read_lines, run_figures

SHOWN_SAMPLES = 6
CAPTIONS = {
    "rewards": "Rewards of the sampled completions, each in [0, 1]: every step pale, a running mean strong.",
    "training": "What a reward curve hides. Groups all alike have no variance, hence no gradient.",
    "evaluation": "Held-out questions before and after training, with 95 % intervals.",
    "by_type": "Greedy accuracy by type of question, with 95 % intervals.",
}
CSS = """
body { font: 16px/1.5 system-ui, sans-serif; color: #22303c; max-width: 58rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .9rem .25rem 0; text-align: left; border-bottom: 1px solid #e6e9ec; vertical-align: top; }
th { font-weight: 600; } td.number, th.number { text-align: right; padding: .25rem 0 .25rem 1.4rem; }
figure { margin: 1rem 0 2rem; } img { width: 100%; } figcaption, .note { color: #5f6b76; font-size: .9rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f7f8; padding: .8rem; border-radius: 4px; }
td code { overflow-wrap: anywhere; }
"""


PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{css}</style>
{body}
</html>
"""


def write_report(run_folder: Path | str) -> Path:
    """Writes `report.html` into a run folder from the files that are there, and returns its path."""
    folder = Path(run_folder)
    settings, evaluation = (_read(folder / name) for name in ("config.json", "evaluation.json"))
    history, samples = read_history(folder), read_lines(folder / "samples.jsonl")
    parts = [
        f"<h1>{escape(folder.resolve().name)}</h1>",
        f"<p class=note>{escape(_summary(settings, history))}</p>",
        _evaluation_table(evaluation) if evaluation else "<p>No evaluation was made in this run.</p>",
        *(_figure(name, figure) for name, figure in run_figures(folder).items()),
        _samples(samples),
        _settings(settings),
    ]
    page = PAGE.format(title=escape(folder.resolve().name), css=CSS, body="\n".join(parts))
    path = folder / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


def _summary(settings: Mapping[str, Any], history: Sequence[Mapping[str, Any]]) -> str:
    minutes = sum(row["seconds"]["total"] for row in history) / 60
    steps = f"{len(history)} GRPO steps in {minutes:.1f} minutes" if history else "no step was finished"
    return f"{settings.get('model', 'unknown model')}, {steps}"


def _evaluation_table(evaluation: Mapping[str, Any]) -> str:
    before, after, difference = (evaluation[name] for name in ("before", "after", "difference"))
    rows = [
        (label + suffix.replace("_", ", "), *(part[name + suffix] for part in (before, after, difference)))
        for suffix in ("", "_sampled")
        for name, label in METRICS.items()
        if name + suffix in after
    ]
    rows += [
        (f"Accuracy, {kind}", *(part["by_type"][kind]["accuracy"] for part in (before, after, difference)))
        for kind in after["by_type"]
    ]
    cells = [
        f"<tr><td>{escape(label)}{''.join(_score(score) for score in scores)}"
        f"{_score(change, sign='+')}<td class=number>{scores[0]['n']}"
        for label, *scores, change in rows
    ]
    head = "".join(f"<th class=number>{name}" for name in ("before", "after", "difference", "questions"))
    return (
        f"<h2>Before and after, per cent</h2>\n<table>\n<tr><th>{head}\n" + "\n".join(cells) + "\n</table>\n"
        "<p class=note>95 % intervals; the difference is paired by question. Lenient also reads answers outside "
        "the format.</p>"
    )


def _score(score: Mapping[str, float], sign: str = "") -> str:
    half = 50 * (score["high"] - score["low"])
    return f"<td class=number>{100 * score['value']:{sign}.1f} ± {half:.1f}"


def _figure(name: str, figure: Figure) -> str:
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    data = base64.b64encode(file.getvalue()).decode()
    caption = escape(CAPTIONS[name])
    image = f'<img alt="{caption}" src="data:image/svg+xml;base64,{data}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _samples(samples: Sequence[Mapping[str, Any]]) -> str:
    if not samples:
        return ""
    spread = [samples[round(i * (len(samples) - 1) / (SHOWN_SAMPLES - 1))] for i in range(SHOWN_SAMPLES)]
    chosen = {sample["step"]: sample for sample in spread}.values()
    blocks = [
        f"<p><b>Step {sample['step']}</b>, {_rewards(sample)}; answer: <code>{escape(sample['answer'])}</code></p>"
        f"<pre>{escape(sample['prompt'])}<b>{escape(sample['completion'])}</b></pre>"
        for sample in chosen
    ]
    return "<h2>Completions on the way</h2>\n" + "\n".join(blocks)


def _rewards(sample: Mapping[str, Any]) -> str:
    names = [name for name in ("reward", "format", "correctness", "quality") if name in sample]
    return ", ".join(f"{name} {sample[name]:.2f}" for name in names)


def _settings(settings: Mapping[str, Any]) -> str:
    rows = "\n".join(
        f"<tr><td>{escape(name)}<td><code>{escape(value)}</code>" for name, value in _flat(settings, "")
    )
    return f"<h2>Settings</h2>\n<table>\n{rows}\n</table>" if rows else ""


def _flat(settings: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, str]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value)


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
