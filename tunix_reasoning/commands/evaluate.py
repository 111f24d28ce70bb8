"""`tunix-reasoning evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tunix_reasoning.commands.shared import VALIDATION, CommandError, Model, new_file, say
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.files import append_row, write_json

Split = Annotated[str, typer.Option(help="train, validation or test.")]


TECHNIQUES = (
    "greedy", "self-consistency", "best-of-n", "weighted-vote", "claims", "mixture", "strategy", "debate", "mcts",
)


def evaluate(
    model: Model = "embedded",
    data: Annotated[
        Path | None, typer.Option(help="Dataset, JSON or JSON Lines; a run's own unless given.")
    ] = None,
    split: Split = "test",
    questions: Annotated[
        int | None, typer.Option(min=1, help="At most; as in training unless given, of other data such as gsm8k all.")
    ] = None,
    samples: Annotated[
        int | None, typer.Option(min=0, help="Sampled completions a question, besides the greedy one.")
    ] = None,
    techniques: Annotated[
        str | None, typer.Option(help="Compare these, with commas between, or `all`; see `--help`.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Seeds that techniques are compared over.")] = 3,
    json_: Annotated[Path | None, typer.Option("--json", help="Write the scores there.")] = None,
    transcripts: Annotated[
        Path | None, typer.Option(help="Write a line a question there: what was said, and how it was judged.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> None:
    """Score a model on held-out questions that have one right answer.

    A run folder is asked with its own lengths, temperature, seed and questions: what is printed is the column
    `after` of its training. Techniques are greedy, self-consistency, best-of-n, weighted-vote, claims, mixture,
    strategy, debate and mcts; all but greedy spend about as many tokens as eight samples. A comparison with --json
    that was interrupted goes on when it is started again.

    Examples:

        tunix-reasoning evaluate --model runs/mine

        tunix-reasoning evaluate --model google/gemma-2-2b-it --data gsm8k.jsonl --questions 200 --json scores.json

        tunix-reasoning evaluate --model runs/mine --techniques greedy,self-consistency,mcts --json techniques.json
    """
    for path in filter(None, (json_, transcripts)):
        new_file(path, force)
    names = _names(techniques) if techniques else ()
    if data:
        ReasoningDataset(str(data)).split(split)  # what is wrong with the data is said before JAX is awake
    from tunix_reasoning import evaluation, run
    from tunix_reasoning.inference import generator, run_settings, with_room

    given = {"data": str(data) if data else None, "evaluation_questions": questions, "evaluation_samples": samples}
    config = run_settings(model).updated(**{k: v for k, v in given.items() if v is not None})
    dataset = ReasoningDataset(config)
    policy = run.load_policy(model)
    known = run.known_to(policy, dataset, say)
    if data and not evaluation.generated(known):  # scores are compared with those of others: none is left out
        own = known.split(split)
        config = with_room(policy, config.updated(evaluation_questions=questions or len(own)), own)
    generate = generator(policy, config)
    asked = run.fitting(generate, run.held_out(known, config.evaluation_questions, split), say)
    if not asked:
        raise CommandError(f"{config.data}: no verifiable question of the split {split} fits the model")
    rows = run.answers(generate, asked, config)
    scores = evaluation.summary(rows)
    evaluation.print_scores(scores)
    if names:
        validation = run.fitting(generate, run.held_out(known, VALIDATION, "validation"), say)
        say(f"{len(asked)} questions, {seeds} seeds; votes and strategies learn from {len(validation)} others …")
        scores["techniques"] = run.technique_scores(policy, config, names, asked, validation, seeds, json_)
        evaluation.print_techniques(scores["techniques"])
    if json_:
        write_json(json_, scores)
    if transcripts:
        transcripts.unlink(missing_ok=True)
        for row in rows:
            append_row(transcripts, row)
    say(f"Ask it: tunix-reasoning ask --model {model}")


def _names(given: str) -> tuple[str, ...]:
    names = TECHNIQUES if given == "all" else tuple(name.strip() for name in given.split(","))
    if unknown := [name for name in names if name not in TECHNIQUES]:
        raise typer.BadParameter(f"--techniques takes {', '.join(TECHNIQUES)} or all. Received: {unknown[0]}")
    return names
