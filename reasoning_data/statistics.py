"""What is in a dataset: counts by type, difficulty, domain, answer kind and more, and trace lengths."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from reasoning_data.schema import DIFFICULTIES, TYPES, family_of

_FIELDS = ("type", "difficulty", "domain", "reasoning_template")
_METADATA = ("answer_kind", "verification", "split", "augmentation")


class Statistics:
    """Counts examples as they pass by; a million questions take 100 MB, for their distinctness."""

    def __init__(self, examples: Iterable[dict[str, Any]] = ()) -> None:
        self.total = 0
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.difficulties: dict[str, Counter[str]] = defaultdict(Counter)
        self.lengths: dict[str, Counter[int]] = defaultdict(Counter)
        """Words in the trace, by type."""
        self._questions: set[int] = set()
        for _ in self.watch(examples):
            pass

    @property
    def distinct(self) -> int:
        """How many different questions there are."""
        return len(self._questions)

    def watch(self, examples: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Passes the examples through, counting them."""
        for example in examples:
            self._add(example)
            yield example

    def _add(self, row: Any) -> None:
        """Counts any row, for the file looked at may be damaged."""
        self.total += 1
        example = row if isinstance(row, dict) else {}
        metadata = example.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        for field in _FIELDS:
            self.counts[field][_text(example, field)] += 1
        for field in _METADATA:
            self.counts[field][_text(metadata, field, "none")] += 1
        self.counts["level"][f"{level:>2}" if isinstance(level := metadata.get("level"), int) else "none"] += 1
        self.counts["family"][family_of(_text(example, "id")) or "unknown"] += 1
        type_ = _text(example, "type")
        self.difficulties[type_][_text(example, "difficulty")] += 1
        self.lengths[type_][len(_text(example, "reasoning_trace", "").split())] += 1
        self._questions.add(hash(_text(example, "question")))

    def table(self) -> str:
        """The statistics as text."""
        if not self.total:
            return "0 examples"
        families = len(self.counts["family"])
        lines = [f"{self.total:,} examples, {self.distinct:,} distinct questions, {families} families", ""]
        lines.append(f"{'type':<16}{'examples':>10}{'easy':>9}{'medium':>9}{'hard':>9}   words in a trace")
        for type_ in sorted(self.lengths, key=_usual_order):
            lines.append(f"{type_:<16}{self._row(self.difficulties[type_], self.lengths[type_])}")
        everything: Counter[int] = Counter()
        for lengths in self.lengths.values():
            everything.update(lengths)
        lines.append(f"{'all':<16}{self._row(self.counts['difficulty'], everything)}")
        for field in ("domain", "reasoning_template", "level", *_METADATA):
            lines += ["", field.replace("_", " ")]
            counts = sorted(self.counts[field].items())
            for value, number in counts if field == "level" else sorted(counts, key=lambda item: -item[1]):
                lines.append(f"  {value:<24}{number:>10,}{number / self.total:>9.1%}")
        return "\n".join(lines)

    def _row(self, difficulties: Counter[str], lengths: Counter[int]) -> str:
        number = lengths.total()
        cells = "".join(f"{difficulties[level]:>9,}" for level in DIFFICULTIES)
        mean = sum(words * times for words, times in lengths.items()) / number
        return f"{number:>10,}{cells}   {mean:.0f} on average, {min(lengths)} to {max(lengths)}"

    def draw(self, path: str) -> None:
        """Four panels as an image; needs matplotlib."""
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot

        figure, ((types, lengths), (domains, kinds)) = pyplot.subplots(
            2, 2, figsize=(12, 8), layout="constrained"
        )
        names = sorted(self.difficulties, key=_usual_order)
        bottom = [0] * len(names)
        for level, color in zip(DIFFICULTIES, ("#9ecae1", "#4292c6", "#08519c"), strict=True):
            heights = [self.difficulties[name][level] for name in names]
            types.bar(names, heights, bottom=bottom, label=level, color=color)
            bottom = [a + b for a, b in zip(bottom, heights, strict=True)]
        types.set(title="Types and difficulties", ylabel="examples")
        types.tick_params(axis="x", rotation=30)
        types.legend(frameon=False)
        for name in names:
            words = self.lengths[name]
            lengths.hist(
                list(words), bins=range(0, 421, 20), weights=list(words.values()), histtype="step", label=name
            )
        lengths.set(title="Length of the reasoning trace", xlabel="words", ylabel="examples")
        lengths.legend(frameon=False)
        for axes, field in ((domains, "domain"), (kinds, "answer_kind")):
            top = self.counts[field].most_common(20)[::-1]
            axes.barh([value for value, _ in top], [number for _, number in top], color="#4292c6")
            axes.set(title=field.replace("_", " ").capitalize(), xlabel="examples")
        figure.savefig(path, dpi=120)
        pyplot.close(figure)


def _text(fields: dict[str, Any], field: str, otherwise: str = "unknown") -> str:
    return value if isinstance(value := fields.get(field), str) and value else otherwise


def _usual_order(type_: str) -> tuple[int, str]:
    return (TYPES.index(type_) if type_ in TYPES else len(TYPES), type_)
