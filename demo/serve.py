"""The sample clinic Willowbrook and its vendors: `python demo/serve.py [--port N]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from demo.clinic.running import main  # found once the checkout is on the path

if __name__ == "__main__":
    sys.exit(main())
