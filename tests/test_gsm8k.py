"""GSM8K by name: downloaded once, whole or not at all, and in its own splits."""

import io
import json
import urllib.error
import urllib.request

import pytest

from tunix_reasoning import gsm8k
from tunix_reasoning.dataset import ReasoningDataset
from tunix_reasoning.json_rows import DataError


def rows(split, count):
    examples = [
        {"question": f"{split}: what is {i} + 1?", "answer": f"{i} + 1 = <<{i}+1={i + 1}>>{i + 1}\n#### {i + 1}"}
        for i in range(count)
    ]
    return "".join(json.dumps(example) + "\n" for example in examples).encode()


@pytest.fixture
def network(monkeypatch, tmp_path):
    """A network that counts what is asked for, and an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked = []

    def urlopen(address, timeout):
        split = address.rpartition("/")[2].removesuffix(".jsonl")
        asked.append(split)
        return io.BytesIO(rows(split, network_counts.get(split, gsm8k.ROWS[split])))

    network_counts = {}
    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    return asked, network_counts


def test_all_test_questions_are_the_test_split_and_it_is_downloaded_once(network):
    asked, _ = network
    dataset = ReasoningDataset("gsm8k")
    assert (len(dataset.split("train")), len(dataset.split("test"))) == (7473, 1319)
    example = dataset.split("test")[1200]
    assert (example["answer"], example["reasoning_trace"]) == ("1201", "1200 + 1 = 1201")
    assert example["metadata"]["source"] == "gsm8k"
    assert len(ReasoningDataset("gsm8k")) == 7473 + 1319
    assert asked == ["train", "test"]


def test_a_part_of_it_is_refused_and_not_kept(network, tmp_path):
    asked, counts = network
    counts["test"] = 1318
    with pytest.raises(DataError, match="gsm8k, test: 1318 rows instead of 1319"):
        ReasoningDataset("gsm8k")
    counts.clear()
    assert len(ReasoningDataset("gsm8k").split("test")) == 1319
    assert asked == ["train", "test", "test"]


def test_without_a_network_it_is_said_in_one_line(monkeypatch, tmp_path):
    def refuse(address, timeout):
        raise urllib.error.URLError("Name or service not known")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(DataError, match=r"gsm8k cannot be downloaded from https.*not known\. Give the path") as caught:
        ReasoningDataset("gsm8k")
    assert "\n" not in str(caught.value)


def test_a_file_of_that_name_is_read(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gsm8k").write_bytes(rows("mine", 2))
    assert len(ReasoningDataset("gsm8k")) == 2
