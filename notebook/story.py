# The story of the notebook, in percent format: `python notebook/build.py` makes the .ipynb from it.
# ruff: noqa: E402, I001

# %% [markdown]
# # Train Gemma to reason in the open, with GRPO and Tunix
#
# A language model often jumps to an answer. Here it learns to show its work, in a form that a program can check. A
# question that the training never saw, to the tiny model that comes with this project:
#
# {{example results/embedded-seed-0}}
#
# It samples several answers to a question, programs score them, and Group Relative Policy Optimization (GRPO) makes the
# better ones of each group more likely. This notebook does all of it with Google's
# [Tunix](https://github.com/google/tunix) and JAX. Per cent of the held-out questions, before → after, and the gain
# with its 95 % interval:
#
# {{measured results/pooled results/embedded-seed-*}}
#
# {{figure results/pooled/plots/evaluation.png results/embedded-seed-0/plots/evaluation.png}}
#
# {{made results/notebook.json}} On a **TPU** the same cells train Gemma 2 2B.
#
# **On Kaggle**: choose the TPU, switch the internet on, add the dataset with `reasoning_training_data.json` and the
# model *Gemma 2 / Flax / gemma2-2b-it* as inputs, press *Run all*. **Without an accelerator** the cells train the tiny
# model: its three files lie in the same dataset, or put them beside this notebook. Where they are not, the cells make a
# smaller model first, which can only add five digits, and train that: a real gain in minutes, but on a toy. For the
# table above attach `config.json`, `model.safetensors` and `tokenizer.model` of the project's `models/tiny-gemma2`.

# %% [markdown]
# ## The package
#
# All plumbing stands here, a collapsed cell a folder. The next cell defines how such a cell becomes files.

# %%
import re
from pathlib import Path
from IPython.core.magic import register_cell_magic


@register_cell_magic
def package(line, cell):
    """Writes the files that the cell holds, each below a line with its path."""
    for part in re.split("^# ==== ", cell, flags=re.MULTILINE)[1:]:
        path, _, text = part.partition("\n")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


# %% package requirements.txt

# %% package tunix_reasoning

# %% package reasoning_data/rubric.py

# %% package reasoning_data/schema.py

# %% package tunix_reasoning/answers

# %% package tunix_reasoning/traces

# %% package tunix_reasoning/model

# %% package tunix_reasoning/training

# %% package tunix_reasoning/warmup

# %% package tunix_reasoning/search

# %% package tunix_reasoning/evaluation

# %% package tunix_reasoning/reporting

# %% package tunix_reasoning/preflight

# %% package tunix_reasoning/commands

# %% [markdown]
# ## The form of the answer
#
# One prompt asks for it, one strict parser reads it: one reasoning block, then one answer block, nothing around them.

# %% chapter tunix_reasoning/prompts.py

# %% [markdown]
# ## Settings
#
# The one cell to change. The preset sets the scale: `kaggle` for Gemma 2 2B on a TPU, `embedded` for a CPU and a tiny
# model, `smoke` for a run of seconds that shows whether everything works. The collapsed cell `tunix_reasoning` explains
# each setting; any can be given by name here.

# %%
import os
import time
from tunix_reasoning.config import ReasoningTrainingConfig
from tunix_reasoning.notebook_inputs import earlier_run, find_data, find_model, reshuffled
from tunix_reasoning.notebook_setup import accelerator, ensure_packages, require_devices

scale = os.environ.get("TUNIX_REASONING_PRESET") or ("kaggle" if accelerator() else "embedded")
found = find_model()
earlier = earlier_run()  # of an earlier session whose output is attached: it goes on, with its settings

# %%
config = earlier or ReasoningTrainingConfig.preset(
    scale,
    model=found or "models/narrow",
    data=find_data("reasoning_training_data.json") if found else "narrow.json",
    output=time.strftime("runs/%Y%m%d-%H%M%S"),
    seed=0,
)
narrow = config.model == "models/narrow"

# %% [markdown]
# JAX, libtpu, Flax, Qwix and Tunix have to agree with each other, and Kaggle's TPU image pins a libtpu for another
# library. What does not fit `requirements.txt` is installed before JAX is imported, so that no restart is needed; JAX
# stays as it is. A product of two matrices on the TPU, in a process of its own, tells whether its library will do.

# %%
ensure_packages("requirements.txt")
# %load_ext autoreload
# %autoreload 2
# %matplotlib inline
print(f"{require_devices()}; model: {config.model}; run folder: {config.output}")

# %% [markdown]
# ## Budget
#
# Does it fit, and how much of it into nine hours? On TPUs as compiled for them, not run; on the CPU as measured:
#
# {{budget results/preflight/*.json results/embedded-seed-0/config.json}}

# %%
grpo = config.grpo
print(f"{grpo.num_training_steps} steps of {grpo.batch_size} questions × {grpo.num_generations} completions, "
      f"each of at most {grpo.max_response_length} tokens; {config.max_minutes or 'any number of'} minutes at most")

# %% [markdown]
# ## The data
#
# Questions with checked answers and worked solutions, split by content into training, validation and test.

# %%
import pandas as pd
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.files import write_json
from tunix_reasoning.warmup import NARROW, running_sums, warm_up

if narrow:
    write_json(Path(config.data), running_sums(4000))
dataset = ReasoningDataset(config)
table = pd.DataFrame([{"type": e["type"], "split": e["metadata"]["split"]} for e in dataset])
pd.crosstab(table["type"], table["split"], margins=True)

# %%
example = next(e for e in dataset.split("train") if e["type"] == "math")
print(dataset.create_prompt(example))
print(example["reasoning_trace"], "\n\nAnswer:", example["answer"])

# %% [markdown]
# ## Three rewards
#
# Is it in the format? Is it correct? Does the reasoning do the work? Each is a number in [0, 1]; the policy is trained
# on their sum, weighted 0.3, 0.5 and 0.2. A policy finds every hole in a reward, so these pay nothing for several
# answers at once, for the right number inside other text, for keywords, padding or repetition.

# %% chapter tunix_reasoning/rewards.py

# %% [markdown]
# The same question, answered in seven ways:

# %%
question = "A shop sells pens at $3 each. Mia buys 12 pens and pays with $50. How much change does she get?"
work = "The pens cost 12 × 3 = 36 dollars. The change is 50 - 36 = 14 dollars."
slip = "The pens cost 12 × 3 = 38 dollars. The change is 50 - 38 = 12 dollars."
keywords = "First, second, then, next, finally, therefore, so, because. "
answers = {
    "worked out": f"<reasoning>{work}</reasoning><answer>14</answer>",
    "a slip": f"<reasoning>{slip}</reasoning><answer>12</answer>",
    "jumps to the answer": "<reasoning>The answer is 14.</reasoning><answer>14</answer>",
    "keywords for reasons": f"<reasoning>{2 * keywords}</reasoning><answer>14</answer>",
    "several answers": f"<reasoning>{work}</reasoning><answer>14 or 36 or 12</answer>",
    "two answer blocks": f"<reasoning>{work}</reasoning><answer>36</answer><answer>14</answer>",
    "no tags": f"{work} The answer is 14.",
}

# %%
from tunix_reasoning.rewards import correctness_reward, explain, format_reward, reasoning_quality_reward

given, n = list(answers.values()), len(answers)
scores = pd.DataFrame(index=list(answers))
scores["format"] = format_reward([""] * n, given)
scores["correctness"] = correctness_reward([""] * n, given, answer=["14"] * n)
scores["quality"] = reasoning_quality_reward([""] * n, given, question=[question] * n)
scores["reward"] = scores @ list(config.grpo.reward_weights)
scores.round(2)

# %% [markdown]
# Where quality comes from: a question of the data knows its *milestones*, the results that a sound way passes through.
# Where it has none, a trace is held against the question alone: `explain` says what each fault costs, in log-odds.

# %%
from tunix_reasoning.reporting import plot_anatomy

pens = {"question": question, "answer": "14", "metadata": {"milestones": [["36", "14"]], "answer_kind": "number"}}
plot_anatomy(answers["worked out"].replace("14", "16"), pens, config.grpo.reward_weights)

# %%
faults = {name: explain(answers[name], question) for name in ("worked out", "a slip", "jumps to the answer")}
pd.DataFrame(faults).fillna(0).round(2)

# %% [markdown]
# ### Change a reward yourself
#
# A reward is a function of the completions and of the columns that it names. This one likes short reasoning. Change it,
# see how the seven answers are scored then, and give the last line's weights to the run: it is trained on, logged and
# plotted by its name.

# %%
brevity = lambda completions, **columns: [1 / (1 + len(text) / 100) for text in completions]  # noqa: E731
rewards = None  # the three; or: {"correctness": (correctness_reward, 1.0), "brevity": (brevity, 0.2)}
scores["brevity"] = brevity(given)
scores["with brevity"] = scores["reward"] + 0.2 * scores["brevity"]
scores.round(2)

# %% [markdown]
# ## The policy
#
# Gemma 2 from Kaggle, from Hugging Face or from a folder ends in the same place: Tunix's own Gemma module on a mesh of
# all devices, with its tokenizer. So does the tiny model for the CPU; where it is not there, it is made now.

# %%
from dataclasses import replace
from tunix_reasoning.model import load_policy, save_policy

if narrow and not Path(config.model).exists():
    lessons = replace(NARROW, reasoning_steps=40, habit_steps=40) if scale == "smoke" else NARROW
    made = warm_up(lessons, reshuffled(dataset.split("train")))
    save_policy(made, Path(config.model), lessons.hugging_face(made.tokenizer.get_piece_size()))
policy = load_policy(config.model, mesh=config.mesh)

# %% [markdown]
# ## GRPO
#
# Each step takes a batch of prompts, samples a group of completions for each, scores them, and compares every
# completion with its own group: its advantage is its reward less the group's mean, divided by the group's spread. The
# clipped objective makes better ones more likely; the KL penalty keeps the policy near where it began.

# %% chapter tunix_reasoning/training/trainer.py

# %% [markdown]
# ## Before
#
# The policy answers questions that the training never sees, greedily and sampled; one that cannot be read is wrong.
# Where the project's generator is beside the notebook, it adds questions; the file's alone give wider intervals.

# %%
from tunix_reasoning.evaluation import print_scores, print_table, print_techniques, summary
from tunix_reasoning.run import TrainingRun

run = TrainingRun(config, policy=policy, rewards=rewards, resume=bool(earlier))
before = run.before()
print_scores(summary(before))

# %% [markdown]
# ## Training
#
# Where `sft_steps` says so, a few steps on worked solutions come first. The figure is redrawn in place.

# %%
from IPython.display import display
from tunix_reasoning.reporting import LivePlot, plot_by_type, plot_evaluation, plot_training

run.warm_up()
with LivePlot(run.folder):
    history = run.train()

# %%
seconds = sorted(row["seconds"]["total"] for row in history)[len(history) // 2]
print(f"A step took {seconds:.1f} s (median): {9 * 3600 / seconds:,.0f} steps in nine hours")
plot_training(history)

# %% [markdown]
# A group whose completions all earn the same has no signal: when most are like that, the questions are too easy or too
# hard. Truncated completions cannot earn their answer: raise `max_response_length`.
#
# ## After
#
# The same questions, and the difference paired question by question. Lenient accuracy also reads answers outside the
# tags, so that a gain in format does not pass for one in reasoning.

# %%
after = run.after()
print_table(run.evaluation)

# %%
display(plot_evaluation(run.evaluation), plot_by_type(run.evaluation))

# %% [markdown]
# Before and after side by side, two questions of each type:

# %%
places = [i for kind in dict.fromkeys(row["type"] for row in before)
          for i in [i for i, row in enumerate(before) if row["type"] == kind][:2]]
beside = [{"question": before[i]["question"], "before": before[i]["completion"], "after": after[i]["completion"],
           "right": before[i]["answer"]} for i in places]
pd.DataFrame(beside).style.set_properties(**{"text-align": "left", "white-space": "pre-wrap", "width": "24em"}).hide()

# %% [markdown]
# ## Ask your own question
#
# The tiny model knows a dozen kinds of questions, worded as its training's were; Gemma takes any.

# %%
question = "Add 3, 8, 5, 9 and 7." if narrow else "A tablecloth is 17 cm by 7 cm. What is its perimeter in centimeters?"
print(run.generate([dataset.create_prompt({"question": question})])[0][0].text)

# %% [markdown]
# ## More than one completion
#
# A sample costs tokens. What is the best way to spend them? Beside a vote among samples: a **choice of strategy**,
# learned by quantum-inspired annealing; a **debate** among roles; a **tree search** over the steps of the reasoning,
# which turns back where a claim does not hold. Each sees the model only as a function, and none sees a gold answer.

# %% chapter tunix_reasoning/search/strategy.py

# %% chapter tunix_reasoning/search/debate.py

# %% chapter tunix_reasoning/search/mcts.py

# %% [markdown]
# The optimizer tries strategies on validation questions. Its two annealers, on the energies that it has learned:

# %%
from tunix_reasoning.inference import generator
from tunix_reasoning.evaluation import compare_techniques, held_out
from tunix_reasoning.evaluation.techniques import learned_strategies, techniques, value
from tunix_reasoning.reporting import plot_annealing, plot_debate, plot_techniques, plot_tree
from tunix_reasoning.search import Debate, TreeSearch
from tunix_reasoning.traces import is_sound

few = 4 if scale == "smoke" else 32
validation = held_out(run.dataset, few, "validation")
generate = generator(run.policy, config.updated(max_prompt_length=3 * grpo.max_prompt_length))  # roles are told more
optimizer, features = learned_strategies(generate, validation)
plot_annealing(optimizer.energy_model())

# %% [markdown]
# A question that the trained policy answers wrongly, debated, and searched:

# %%
hard = next((row["question"] for row in after if not row["accuracy"]), after[0]["question"])
debated = Debate(generate).run(hard)
searched = TreeSearch(generate, value, is_sound).run(hard)
display(plot_debate(hard, debated), plot_tree(hard, searched))

# %% [markdown]
# A few questions, one seed, every technique at about as many tokens as eight samples. Few questions tell little: the
# intervals say so. `tunix-reasoning evaluate --model RUN --techniques all` asks all questions with three seeds.

# %%
scores = compare_techniques(techniques(generate, validation), run.questions[:few], seeds=[0])
print_techniques(scores)
plot_techniques(scores)

# %% [markdown]
# ## What is kept
#
# The run folder is a model for `load_policy`; what is exported here, transformers, llama.cpp and vLLM read too.

# %%
from tunix_reasoning.model import export_hugging_face, model_card

run.report()
licence = "gemma" if accelerator() else "mit"  # Google's terms go with Gemma's weights
export_hugging_face(run.policy, run.folder / "exported", model_card(config.to_dict(), run.evaluation, licence))
kept = (".json", ".jsonl", ".png", ".html", ".safetensors")
print(*sorted(str(path) for path in run.folder.rglob("*") if path.suffix in kept), sep="\n")

# %% [markdown]
# ## Limits
#
# - GRPO reinforces what the policy does now and then: habits, such as showing the work, in minutes; not arithmetic.
# - Gemma 2 2B on a TPU was compiled ahead of time, not run, where this notebook was made.
# - A change whose interval contains 0 may be none: read the intervals, not the third digit.
# - The questions come from a generator. A gain on them says little about questions of another kind.
# - Reasoning quality looks for what a program can check. A trace without such faults can still be wrong.
#
# Gemma 3 270M before SFT and after GRPO, three families that rules answer; runs with arithmetic lost sums (README):
#
# {{measured results/real-gemma}}
