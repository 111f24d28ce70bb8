"""Layouts on eight simulated devices, in a process of its own: their number is fixed before JAX starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("tunix")


@pytest.mark.slow
@pytest.mark.parametrize("checks", ["on_eight_devices.py", "gemma2_2b_path.py"])
def test_all_of_it(checks):
    flags = os.environ.get("XLA_FLAGS", "") + " --xla_force_host_platform_device_count=8"
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", str(Path(__file__).with_name(checks))],
        env=os.environ | {"XLA_FLAGS": flags}, capture_output=True, text=True, timeout=1800,
    )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]
