"""``studykit serve``: the same screens in a browser, on this machine only."""

from __future__ import annotations

import argparse
import shlex
import sys

from studykit.tui.serve import serve


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    serve(f"{shlex.quote(sys.executable)} -m studykit", args.port)
    return 0
