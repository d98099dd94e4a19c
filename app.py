"""The door: `python app.py` opens AniGen Studio at http://127.0.0.1:7860, `--open` in the browser too.

`anigen app` has more options: passwords, other computers, tools for language models. Host and port are
Gradio's own settings, GRADIO_SERVER_NAME and GRADIO_SERVER_PORT. Nothing heavy is imported here: the page
comes up first and the drawing engine loads behind it.
"""

import sys

from anigen_core.ui.launching import launch

if __name__ == "__main__":
    launch(inbrowser="--open" in sys.argv[1:])
