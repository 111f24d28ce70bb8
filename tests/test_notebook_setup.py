"""Packages of a notebook session: JAX is left alone, what is missing is installed, and a TPU is tried."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tunix_reasoning import notebook_setup as session


class Machine:
    """A hosted session on a TPU with Kaggle's image: versions installed, and what was run."""

    def __init__(self) -> None:
        self.fitting = {"jax": "0.10.2", "jaxlib": "0.10.2", "flax": "0.12.8", "google-tunix": "0.1.7"}
        self.installed = self.fitting | {"libtpu": "0.0.42.1"}
        self.products_with = {"0.0.42.1"}  # versions of libtpu with which JAX multiplies
        self.pip: list[list[str]] = []
        self.products = 0

    def version(self, name: str) -> str:
        if name not in self.installed:
            raise session.PackageNotFoundError(name)
        return self.installed[name]

    def run(self, command: list[str], *, check: bool, **_: Any) -> subprocess.CompletedProcess[str]:
        assert command[0] == sys.executable
        if command[1] == "-c":
            assert not check
            self.products += 1
            works = self.installed.get("libtpu") in self.products_with
            return subprocess.CompletedProcess(command, int(not works), "", "a line\nAssertionError: on the cpu\n\n")
        assert check
        self.pip.append(command[1:])
        self.installed |= {"libtpu": "0.0.42.1"} if "jax[tpu]==" in command[-1] else self.fitting
        return subprocess.CompletedProcess(command, 0)


@pytest.fixture
def kaggle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    """The machine; its `requirements.txt` is in the working directory."""
    machine = Machine()
    monkeypatch.setattr(session, "version", machine.version)
    jax_requires = ["jaxlib<=0.10.2,>=0.10.2", 'libtpu==0.0.42.*; extra == "tpu"', 'x; extra == "ci"']
    monkeypatch.setattr(session, "requires", lambda name: jax_requires)
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(session, "accelerator", lambda: "tpu")
    monkeypatch.delitem(sys.modules, "jax", raising=False)
    monkeypatch.delenv("COLAB_RELEASE_TAG", raising=False)
    monkeypatch.setenv("KAGGLE_KERNEL_RUN_TYPE", "Batch")
    monkeypatch.chdir(tmp_path)
    Path("requirements.txt").write_text("# a comment\njax>=0.10.2,<0.11\nflax>=0.12,<0.13\n\ngoogle-tunix==0.1.7\n")
    return machine


REQUIRED = ["-m", "pip", "install", "--quiet", "-r", "requirements.txt"]
LIBRARY = ["-m", "pip", "install", "--quiet", "jax[tpu]==0.10.2"]


def test_nothing_is_installed_where_everything_fits(kaggle: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    session.ensure_packages()
    assert (kaggle.pip, kaggle.products) == ([], 1)
    found = "flax 0.12.8, google-tunix 0.1.7, jax 0.10.2, jaxlib 0.10.2, libtpu 0.0.42.1"
    assert capsys.readouterr().out == f"Found: {found}\n"


@pytest.mark.parametrize(
    ("name", "version", "pins"),
    [
        ("google-tunix", None, ["jax==0.10.2"]),  # JAX stays as it is
        ("flax", "0.13.0", ["jax==0.10.2"]),  # newer than allowed
        ("jaxlib", "0.9.0", ["jax==0.10.2"]),  # JAX and jaxlib of different releases
        ("jax", "0.7.0", []),
        ("jax", None, []),
    ],
)
@pytest.mark.parametrize("hosted", [True, False])
def test_what_does_not_fit_is_installed_on_kaggle_and_named_elsewhere(
    name: str, version: str | None, pins: list[str], hosted: bool, kaggle: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    kaggle.installed.pop(name)
    if version:
        kaggle.installed[name] = version
    if hosted:
        session.ensure_packages()
        assert kaggle.pip == [REQUIRED + pins]
    else:
        monkeypatch.delenv("KAGGLE_KERNEL_RUN_TYPE")
        with pytest.raises(RuntimeError, match=r"python -m pip install --quiet -r requirements.txt"):
            session.ensure_packages()
        assert kaggle.pip == []


@pytest.mark.parametrize("found", ["0.0.17", None])  # 0.0.17: Kaggle's TPU image, for torch_xla
def test_the_tpus_library_is_exchanged_only_where_jax_cannot_multiply_with_it(
    found: str | None, kaggle: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    del kaggle.installed["libtpu"]
    if found:
        kaggle.installed["libtpu"] = found
        kaggle.products_with.add(found)
        session.ensure_packages()
        assert kaggle.pip == []
        kaggle.products_with.remove(found)
    session.ensure_packages()
    assert kaggle.pip == [LIBRARY]
    assert "JAX cannot use the tpu with the libraries that are here: AssertionError" in capsys.readouterr().out


def test_a_tpu_that_stays_unusable_is_a_clear_stop(kaggle: Machine) -> None:
    kaggle.products_with.clear()
    with pytest.raises(RuntimeError, match="JAX cannot use the tpu: AssertionError: on the cpu"):
        session.ensure_packages()
    assert kaggle.pip == [LIBRARY]


def test_a_product_that_never_comes_is_a_failure(kaggle: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], *, timeout: int = 0, **_: Any) -> None:
        if timeout:
            raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(RuntimeError, match="no answer within 300 seconds"):
        session.ensure_packages()


def test_without_an_accelerator_nothing_is_multiplied(kaggle: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "accelerator", lambda: None)
    del kaggle.installed["libtpu"]
    session.ensure_packages()
    assert (kaggle.pip, kaggle.products) == ([], 0)


def test_an_installation_that_changes_nothing_is_an_error(kaggle: Machine) -> None:
    kaggle.installed["flax"] = kaggle.fitting["flax"] = "0.9"
    with pytest.raises(RuntimeError, match=r"still not as needed.*flax.*found 0\.9"):
        session.ensure_packages()


@pytest.mark.parametrize("name", ["libtpu", "flax"])
def test_an_imported_jax_is_not_exchanged(name: str, kaggle: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    del kaggle.installed[name]
    monkeypatch.setitem(sys.modules, "jax", sys)
    with pytest.raises(RuntimeError, match="already imported"):
        session.ensure_packages()
    assert kaggle.pip == []


def test_the_product_is_a_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a CPU it succeeds where a CPU is asked for, and says what it found where a TPU is."""
    pytest.importorskip("jax")
    monkeypatch.setenv("JAX_PLATFORMS", "cpu")
    assert session._no_product("cpu") == ""
    assert session._no_product("tpu") == "AssertionError: JAX computes on the cpu"


def seen(monkeypatch: pytest.MonkeyPatch, accelerator: str | None, backend: str, count: int) -> str:
    jax = SimpleNamespace(
        default_backend=lambda: backend, device_count=lambda: count,
        devices=lambda: [SimpleNamespace(device_kind="TPU v5 lite")],
    )
    monkeypatch.setitem(sys.modules, "jax", jax)
    monkeypatch.setattr(session, "accelerator", lambda: accelerator)
    return session.require_devices()


def test_kaggles_eight_devices_or_a_clear_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAGGLE_KERNEL_RUN_TYPE", "Batch")
    assert seen(monkeypatch, "tpu", "tpu", 8) == "8 × TPU v5 lite"
    with pytest.raises(RuntimeError, match="JAX sees 4 of the TPU's 8 devices"):
        seen(monkeypatch, "tpu", "tpu", 4)
    with pytest.raises(RuntimeError, match="JAX does not see the tpu"):
        seen(monkeypatch, "tpu", "cpu", 1)
    assert seen(monkeypatch, None, "cpu", 1) == "1 × TPU v5 lite"
    monkeypatch.delenv("KAGGLE_KERNEL_RUN_TYPE")
    assert seen(monkeypatch, "tpu", "tpu", 1) == "1 × TPU v5 lite", "another's TPU may be smaller"


def test_the_session_needs_no_jax() -> None:
    """It runs before the packages are known to fit."""
    code = (
        "import sys, json; from tunix_reasoning import notebook_inputs, notebook_setup; notebook_setup.accelerator();"
        "print(json.dumps([n for n in ('jax', 'numpy', 'tunix', 'flax') if n in sys.modules]))"
    )
    root = Path(__file__).resolve().parent.parent
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert json.loads(result.stdout) == []


def test_a_platform_can_be_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: True)  # every device file
    monkeypatch.setattr(Path, "glob", lambda path, pattern: iter([path]))
    monkeypatch.delenv("JAX_PLATFORMS", raising=False)
    assert session.accelerator() == "tpu"
    monkeypatch.setenv("JAX_PLATFORMS", "cpu")
    assert session.accelerator() is None


