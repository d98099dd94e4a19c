"""The studio with weights from another folder: `python tests/ui/app_with_weights.py FOLDER`."""

import sys
from pathlib import Path

from anigen_core.ui.launching import launch

if __name__ == "__main__":
    launch(weights=Path(sys.argv[1]))
