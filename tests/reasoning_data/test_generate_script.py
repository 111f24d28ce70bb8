"""The companion script, run as its users run it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from reasoning_data.card import publish
from reasoning_data.families import FAMILIES
from reasoning_data.files import read_examples

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "generate_training_data.py"

_spec = spec_from_file_location("generate_training_data", SCRIPT)
assert _spec is not None
assert _spec.loader is not None
script = module_from_spec(_spec)
_spec.loader.exec_module(script)
main = script.main


def run(*arguments: str, cwd: Path, bare: bool = True) -> subprocess.CompletedProcess[str]:
    """The script in a fresh interpreter; a bare one sees no installed package."""
    command = [sys.executable, *(["-S"] if bare else []), str(SCRIPT), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_shipped_dataset_is_what_the_bare_script_writes(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["reasoning_training_data.json"]  # nothing temporary
    assert digest(tmp_path / "reasoning_training_data.json") == digest(ROOT / "reasoning_training_data.json")
    assert "1,000 examples" in done.stdout


def test_workers_shards_and_formats_agree(tmp_path: Path) -> None:
    common = ["--count", "120", "--seed", "8", "--augment"]
    for name, more in {
        "one.jsonl": [],
        "two.jsonl": ["--workers", "2"],
        "one.json": [],
        "a.jsonl": ["--shard", "1/3"],
        "b.jsonl": ["--shard", "2/3"],
        "c.jsonl": ["--shard", "3/3"],
        "odd.txt": ["--format", "jsonl"],
    }.items():
        assert main([*common, *more, "--output", str(tmp_path / name)]) == 0
    whole = (tmp_path / "one.jsonl").read_bytes()
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "odd.txt").read_bytes() == whole
    assert b"".join((tmp_path / f"{name}.jsonl").read_bytes() for name in "abc") == whole
    rows = [json.loads(line) for line in whole.splitlines()]
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8")) == rows


def test_levels_say_how_much_work_the_examples_take(tmp_path: Path) -> None:
    for levels, expected in {"1-2": {1, 2}, "9": {9}, "1,10": {1, 10}}.items():
        path = tmp_path / f"{levels}.jsonl"
        assert main(["--count", "40", "--levels", levels, "--output", str(path)]) == 0
        found = {json.loads(line)["metadata"]["level"] for line in path.read_text(encoding="utf-8").splitlines()}
        assert found <= expected


@pytest.mark.parametrize("levels", ["", "0", "11", "3-1", "x", "1-", "-3", "1-100", "1;2"])
def test_levels_that_are_none_are_one_line(levels: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--levels", levels])
    assert stopped.value.code == 2
    assert "levels" in capsys.readouterr().err


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for name in ("rows.parquet", "rows.jsonl"):
        assert main(["--count", "50", "--output", str(tmp_path / name)]) == 0
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert parquet.read_table(tmp_path / "rows.parquet").to_pylist() == rows
    assert main(["--verify", str(tmp_path / "rows.parquet")]) == 0


@pytest.mark.slow  # importing `datasets` takes seconds
def test_hugging_face_datasets_read_the_published_folder(tmp_path: Path) -> None:
    """The card's own columns, a file a split, and every value as it was."""
    datasets = pytest.importorskip("datasets")
    publish(tmp_path / "published")
    rows = json.loads((ROOT / "reasoning_training_data.json").read_text(encoding="utf-8"))
    tables = datasets.load_dataset(str(tmp_path / "published"), cache_dir=str(tmp_path / "cache"))
    assert {name: table.num_rows for name, table in tables.items()} == {"train": 800, "validation": 100, "test": 100}
    for name, table in tables.items():
        assert table.to_list() == [row for row in rows if row["metadata"]["split"] == name]
    assert tables["train"].features["metadata"]["parent"] == datasets.Value("string")  # not null, though all are
    assert main(["--count", "60", "--output", str(tmp_path / "rows.json")]) == 0
    plain = datasets.load_dataset("json", data_files=str(tmp_path / "rows.json"), cache_dir=str(tmp_path / "cache"))
    assert plain["train"].num_rows == 60


@pytest.mark.slow
def test_grain_reads_the_rows() -> None:
    grain = pytest.importorskip("grain")
    rows = json.loads((ROOT / "reasoning_training_data.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in grain.MapDataset.source(rows)] == [row["id"] for row in rows]


def test_without_pyarrow_parquet_says_what_to_install(tmp_path: Path) -> None:
    done = run("--format", "parquet", "--output", "rows.parquet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "error: Parquet needs pyarrow: pip install pyarrow\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "foreign",
    [
        "my notes",  # no data
        '[\n{"question": "q", "answer": "a"}\n]',  # data of other origin
        '{"id": 1, "metadata": {"source": "synthetic"}}',  # only looks like it
        "[" * 100_000,  # nobody's data
    ],
)
def test_a_foreign_file_is_not_overwritten(foreign: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(foreign, encoding="utf-8")
    done = run("--count", "3", "--output", str(path), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"error: {path} was not written by this generator; --force replaces it\n"
    assert path.read_text(encoding="utf-8") == foreign
    assert main(["--count", "3", "--output", str(path), "--force"]) == 0
    assert len(json.loads(path.read_text(encoding="utf-8"))) == 3


@pytest.mark.parametrize("name", ["part.json", "part.jsonl", "part.parquet"])
def test_an_empty_shard_is_replaced(name: str, tmp_path: Path) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    path = str(tmp_path / name)
    assert main(["--count", "1", "--shard", "1/2", "--output", path]) == 0
    assert main(["--verify", path]) == 1  # it holds no examples
    assert main(["--count", "1", "--shard", "2/2", "--output", path]) == 0
    assert main(["--verify", path]) == 0


@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl", "rows.parquet"])
def test_its_own_file_is_overwritten(name: str, tmp_path: Path) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    for count in ("4", "3"):
        assert main(["--count", count, "--output", str(tmp_path / name)]) == 0
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rows.json"
    assert main(["--count", "3", "--output", str(path)]) == 0
    old = path.read_bytes()

    def broken(*_: object, **__: object) -> object:
        yield {"id": "math/percent_of/0", "question": "q", "metadata": {"parent": None}}
        raise KeyboardInterrupt

    monkeypatch.setattr(script, "examples", broken)
    assert main(["--count", "9", "--output", str(path)]) == 1
    assert path.read_bytes() == old
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--count", "0"], 2, "must be a whole number from 1. Received: 0"),
        (["--count", "many"], 2, "Received: many"),
        (["--count", "9" * 20], 2, "count must be at most 1,000,000,000,000"),
        (["--types", "maths"], 2, "types must be among math, code"),
        (["--types", "math=a"], 2, "must be names, all with a share or none, such as a=0.5,b=0.5 or a,b"),
        (["--difficulty", "easy=-1"], 2, "the share of easy must be above 0"),
        (["--families", "percent"], 2, "unknown family percent; did you mean percent_of, "),
        (["--families", "xyz"], 2, "unknown family xyz; there are "),
        (["--coun", "3"], 2, "unrecognized arguments: --coun 3"),
        (["--seed", "9" * 5000], 2, "--seed: must be an integer. Received: 9999"),
        (["--count", "9" * 5000], 2, "must be a whole number from 1. Received: 9999"),
        (["--output", "rows.csv"], 1, "error: rows.csv: the name must end in .json, .jsonl or .parquet, or"),
        (["--split", "dev"], 2, "invalid choice: 'dev'"),
        (["--shard", "4/3"], 2, "must be I/N with 1 ≤ I ≤ N"),
        (["--format", "csv"], 2, "invalid choice: 'csv'"),
        (["--nonsense"], 2, "unrecognized arguments: --nonsense"),
        (["--verify", "absent.json"], 1, "error: cannot read absent.json: No such file or directory"),
        (["--stats", "absent.json"], 1, "error: cannot read absent.json: No such file or directory"),
        (
            ["--output", "no/such/folder.json"],
            1,
            "error: cannot write no/such/folder.json: No such file or directory",
        ),
        (["--output", "."], 1, "error: . is not a file"),
        (["--output", "-", "--format", "parquet"], 1, "error: Parquet does not go to standard output"),
        (["--stats", "no/picture.png"], 1, "error: cannot draw no/picture.png: there is no folder no"),
        (["--stats", "picture.png"], 1, "error: drawing needs matplotlib"),  # the bare interpreter has none
    ],
)
def test_what_is_wrong_is_said_in_a_line(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 300
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["--verify", "--stats"])
@pytest.mark.parametrize(("name", "text"), [("a.json", ""), ("a.jsonl", ""), ("a.json", "[]")])
def test_a_file_without_examples_does_not_pass(what: str, name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    done = run(what, name, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"error: {name} holds no examples\n")


def test_statistics_count_rows_of_any_shape(tmp_path: Path) -> None:
    rows = [
        7,
        None,
        {},
        {"question": 1, "metadata": 3, "id": None},
        {"question": "Q?", "reasoning_trace": None},
    ]
    (tmp_path / "odd.json").write_text(json.dumps(rows))
    done = run("--stats", "odd.json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("5 examples, ")


def test_verify_lists_what_is_wrong_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.json"
    assert main(["--count", "40", "--types", "math", "--output", str(path)]) == 0
    assert main(["--verify", str(path)]) == 0
    assert "40 rows, 40 answers recomputed; no problems" in capsys.readouterr().out
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[16]["answer"] = "-1"
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert main(["--verify", str(path)]) == 1
    out = capsys.readouterr().out
    assert f"row 17 ({rows[16]['id']}): answer: is '-1', recomputed " in out
    assert "1 problem" in out


def test_verify_names_the_broken_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"question": "2 + 2?", "answer": "4"}\n{"question"\n', encoding="utf-8")
    assert main(["--verify", str(path)]) == 1
    assert f"{path}, line 2: not JSON" in capsys.readouterr().err


def test_statistics_are_printed_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, picture = tmp_path / "rows.json", tmp_path / "rows.png"
    assert main(["--count", "100", "--output", str(path), "--stats"]) == 0
    table = capsys.readouterr().out
    assert table.startswith("100 examples, 100 distinct questions")
    assert table.splitlines()[3].split()[:5] == ["math", "40", "12", "20", "8"]
    assert main(["--stats", str(path)]) == 0
    assert capsys.readouterr().out == table
    pytest.importorskip("matplotlib")
    assert main(["--verify", str(path), "--stats", str(picture)]) == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("what", ["--verify", "--stats"])
@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "nested too deeply"),
        ("9" * 5000, "a whole number of more digits than Python reads"),
        ('{"question": "\\ud83d?", "answer": "4"}', "half of a surrogate pair, which is no character"),
    ],
    ids=["deep", "digits", "surrogate"],
)
def test_a_row_that_cannot_be_read_is_named(what: str, form: str, text: str, said: str, tmp_path: Path) -> None:
    rows = ['{"question": "2 + 2 🎈?", "answer": "4"}', text]
    whole = "[\n" + ",\n".join(rows) + "\n]" if form == "json" else "\n\n".join(rows)
    (tmp_path / f"rows.{form}").write_text(whole, encoding="utf-8")
    done = run(what, f"rows.{form}", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, f"error: rows.{form}, row 2: {said}\n")


@pytest.mark.parametrize("text", ["[1", "[1,", "[1,]", "[1 2]", "[1] 2", "[,1]", "[1,,2]", "[1}"])
def test_a_list_is_read_as_strictly_as_by_json(text: str, tmp_path: Path) -> None:
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    (tmp_path / "rows.json").write_text(text)
    done = run("--stats", "rows.json", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error: rows.json, line 1: not JSON: ")
    assert done.stderr.count("\n") == 1


def test_lists_are_read_as_by_json(tmp_path: Path) -> None:
    for text in ("[]", "[ ]", "[1,2]", '[\n {"a": [1, {}]} ,\t"\\ud83d\\ude00",\r\n null ]\n'):
        (tmp_path / "rows.json").write_text(text, newline="")
        assert list(read_examples(tmp_path / "rows.json")) == json.loads(text)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    for name in ("rows.json", "rows.jsonl"):
        assert main(["--count", "3", "--output", str(tmp_path / name)]) == 0
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + (tmp_path / name).read_bytes())
        assert main(["--verify", str(tmp_path / name)]) == 0
        assert main(["--stats", str(tmp_path / name)]) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", ["--output - --count 300", "--list", "--stats {shipped}"])
def test_a_full_disk_ends_in_a_line(arguments: str) -> None:
    arguments = arguments.format(shipped=ROOT / "reasoning_training_data.json")
    command = f'"{sys.executable}" -S "{SCRIPT}" {arguments} > /dev/full'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "error: cannot write standard output: No space left on device\n"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("| head -n 1", "error: cannot write standard output: Broken pipe\n"),
        (">&-", "error: standard output is closed\n"),
    ],
)
def test_a_closed_pipe_ends_in_a_line(end: str, said: str) -> None:
    command = f'"{sys.executable}" -S "{SCRIPT}" --count 3000 --output - --format jsonl {end}'
    closed = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert closed.stderr == said
    if end != ">&-":
        assert json.loads(closed.stdout)["question"]


def test_an_ascii_locale_changes_nothing(tmp_path: Path) -> None:
    plain = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for arguments in (["--count", "60", "--output", "-"], ["--help"], ["--shard", "0/3"], ["--output", "ü/x.json"]):
        command = [sys.executable, "-S", str(SCRIPT), *arguments]
        usual, ascii_ = (
            subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
            for env in (None, plain)
        )
        assert (ascii_.stdout, ascii_.stderr) == (usual.stdout, usual.stderr)


def test_families_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [family.path for family in FAMILIES]


def test_a_shard_of_a_hundred_million_is_written_at_once(tmp_path: Path) -> None:
    """The place in the whole costs nothing: no plan of all positions, no work before the block."""
    arguments = ["--count", "100000000", "--families", "percent_of", "--seed", "3", "--output", "-"]
    done = run(*arguments, "--shard", "900001/1000000", "--format", "jsonl", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len({row["id"] for row in rows}) == 100


def test_standard_output_is_clean(tmp_path: Path) -> None:
    done = run("--count", "5", "--output", "-", "--format", "jsonl", "--stats", cwd=tmp_path)
    assert [json.loads(line)["type"] for line in done.stdout.splitlines()]
    assert len(done.stdout.splitlines()) == 5
    assert done.stderr.startswith("5 examples")


@pytest.mark.slow
def test_help_has_examples_that_run(tmp_path: Path) -> None:
    text = run("--help", cwd=tmp_path).stdout
    lines = [
        line.split()[1:] for line in text.splitlines() if line.startswith("  generate_training_data.py --")
    ]
    assert len(lines) >= 8
    for arguments in lines:
        if {"--verify", "--stats"} & set(arguments[:1]):
            continue
        small = [*arguments, "--count", "20", "--shard", "1/4"]  # the last of two wins
        done = run(*small, cwd=tmp_path, bare=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's /proc")
def test_memory_stays_under_500_megabytes() -> None:
    """The peak of a fresh process that streams to nowhere over more than one block, where memory stops growing."""
    program = (
        "import sys; sys.path.insert(0, '.'); from generate_training_data import main;"
        "code = main(['--count', '120000', '--output', '-', '--format', 'jsonl', '--stats']);"
        # not getrusage: its peak counts the parent's memory at the fork
        "print(*[line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line], file=sys.stderr);"
        "sys.exit(code)"
    )
    command = [sys.executable, "-S", "-c", program]
    with open(os.devnull, "w") as nowhere:
        done = subprocess.run(
            command, cwd=ROOT, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=True
        )
    assert done.stderr.startswith("120,000 examples")
    assert int(done.stderr.split()[-1]) < 500_000  # kilobytes
