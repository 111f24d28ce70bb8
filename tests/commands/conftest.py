"""What the tests of commands share."""

import pytest

from tunix_reasoning.commands import main


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    """Runs a command in an empty folder; returns its exit code, output and error output."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return caught.value.code or 0, written.out, written.err

    return run
