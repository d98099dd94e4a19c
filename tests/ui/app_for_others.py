"""The studio behind a password, with tools: `python tests/ui/app_for_others.py`."""

from anigen_core.ui.launching import launch

if __name__ == "__main__":
    launch(users={"ann": "blue secret"}, mcp=True)
