"""The page. The only place that imports gradio; torch and openvino are imported behind it, later."""

import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Read by gradio while it is imported: no usage statistics, no version check, no request to anywhere.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


@contextmanager
def _no_stub_files() -> Iterator[None]:
    """Keep gradio from writing a `.pyi` file for each component class that is defined.

    They serve authors of components in their editors. Finding each class in its source takes half of the time
    of `import gradio` (4.0 s of which 2.1 s remain, two cores), and a class without a file is left alone.
    """
    getfile = inspect.getfile

    def getfile_of_others(thing: Any) -> str:
        if type(thing).__name__ == "ComponentMeta":
            raise OSError("no stub files")
        return getfile(thing)

    inspect.getfile = getfile_of_others
    try:
        yield
    finally:
        inspect.getfile = getfile


with _no_stub_files():
    import gradio  # noqa: F401

    from anigen_core.ui import (  # noqa: F401  ours
        character,
        colorize,
        components,
        examples,
        eyes,
        faces,
        given,
        library,
        own,
        stage,
        steps,
        variations,
    )
