"""Python in processes of their own: to hold a lock, to be killed, to run as someone else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pisteur

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(
        [str(Path(pisteur.__file__).parents[1]), str(Path(__file__).parents[1])]
    ),
    "QT_QPA_PLATFORM": "offscreen",
}


def run_python(
    script: str, *arguments: str, prefix: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a script to its end."""
    return subprocess.run(
        [*prefix, sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=ENVIRONMENT,
    )


def start_python(script: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a script that answers on its standard output."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
