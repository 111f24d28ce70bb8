"""`tunix-reasoning ask`: a question's completion appears while it is written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tunix_reasoning.commands.familiarity import familiar
from tunix_reasoning.commands.shared import VALIDATION, CommandError, Model, say, warn
from tunix_reasoning.commands.speaker import Speaker
from tunix_reasoning.prompts import create_prompt, parse

LEARNING = ("weighted-vote", "strategy")
_Technique = Literal["greedy", "self-consistency", "weighted-vote", "strategy", "debate", "mcts"]


def ask(
    question: Annotated[
        str | None,
        typer.Argument(help="`-` reads it from standard input; without one, on a terminal, you ask one by one."),
    ] = None,
    model: Model = "embedded",
    technique: Annotated[_Technique, typer.Option(help="All but greedy take about eight completions.")] = "greedy",
    data: Annotated[
        Path | None, typer.Option(help="What weighted-vote and strategy learn from; a run's own unless given.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print a JSON object instead.")] = False,
) -> None:
    """Answer a question: the reasoning, then the answer.

    Examples:

        tunix-reasoning ask "What is 12 + 30?"

        tunix-reasoning ask "What is 12 + 30?" --model runs/mine --technique mcts

        tunix-reasoning ask - --json < question.txt

        tunix-reasoning ask --model runs/mine
    """
    if question is None and not sys.stdin.isatty():
        raise typer.BadParameter("Missing argument 'QUESTION': give one, or - for standard input")
    text = sys.stdin.read() if question == "-" else question
    if text is not None and not text.strip():
        raise CommandError('the question is empty. Ask for example: tunix-reasoning ask "What is 12 + 30?"')
    asked = _Asked(model, technique, data, json_)
    if text is not None:
        asked(text.strip())
        return
    warn(f"{model} is listening; an empty line ends.")
    while text := _line():
        try:
            asked(text)
        except ValueError as error:  # the question is too long, say; the next one may be shorter
            warn(f"error: {error}")


def _line() -> str:
    try:
        return input("\n> ").strip()
    except EOFError:
        return ""


class _Asked:
    """A model under questions."""

    def __init__(self, model: str, technique: str, data: Path | None, as_json: bool) -> None:
        from tunix_reasoning.inference import generator, run_settings
        from tunix_reasoning.model import load_policy

        config = run_settings(model)
        self._policy, self._technique, self._json = load_policy(model), technique, as_json
        self._generate = generator(self._policy, config)
        if technique != "greedy":
            self._answered = self._searched(config.updated(**{"data": str(data)} if data else {}))

    def __call__(self, question: str) -> None:
        prompt, speaker = create_prompt(question), Speaker()
        if self._technique != "greedy":
            outcome = self._answered([question], 0)[0]
            text, effort = outcome.completion, {"completions": outcome.calls, "tokens": outcome.tokens}
        else:
            completion = self._generate.stream(prompt, (lambda _: None) if self._json else speaker.hear)
            text, effort = completion.text, {"completions": 1, "tokens": completion.tokens}
        parsed = parse(text)
        if self._json:
            answer = {"question": question, "technique": self._technique, "completion": text,
                      "reasoning": parsed.reasoning, "answer": parsed.answer if parsed.well_formed else None,
                      "kind_known": self._knows(question), **effort}
            typer.echo(json.dumps(answer, ensure_ascii=False).encode())
            return
        speaker.end(text)
        if not parsed.well_formed:
            warn("note: the completion is not in the format" + ", it was cut off." * bool(parsed.unclosed))
        if not self._knows(question):
            kinds = ", ".join(name.partition("/")[2].replace("_", " ") for name in self._policy.families)
            warn(f"note: this reads like none of the kinds of questions that this tiny model knows: {kinds}.")
        if effort["completions"] > 1:
            warn(f"{self._technique}: {effort['completions']} completions, {effort['tokens']} tokens")

    def _knows(self, question: str) -> bool:
        return not self._policy.families or familiar(question, self._policy.families)

    def _searched(self, config: Any) -> Any:
        """The technique, once it has learned what it learns from questions with answers."""
        from tunix_reasoning import run
        from tunix_reasoning.dataset import ReasoningDataset
        from tunix_reasoning.evaluation.techniques import techniques
        from tunix_reasoning.inference import generator

        validation = []
        if self._technique in LEARNING:
            known = run.known_to(self._policy, ReasoningDataset(config), lambda _: None)
            validation = run.fitting(self._generate, run.held_out(known, VALIDATION, "validation"), say)
        longer = config.updated(max_prompt_length=3 * config.grpo.max_prompt_length)  # roles are told more
        return techniques(generator(self._policy, longer), validation)[self._technique]
