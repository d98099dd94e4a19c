"""Puts the studio into a Hugging Face Space: `python deploy/upload.py OWNER/NAME`; `--dry-run` lists it only.

What goes is what a Space needs to run: the program, its weights and examples, and from deploy/space the
README with the settings of the Space and what it installs. Weights, documents and pictures go as large files,
in one commit with the rest. It logs in as `hf auth login` has left it, or with the token in HF_TOKEN.

Needs `pip install -e ".[deploy]"`; `--dry-run` needs nothing and no network.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SPACE = ROOT / "deploy" / "space"
FOLDERS = ("anigen_core", "assets/weights", "assets/examples")
FILES = ("app.py", "LICENSE")
LARGE = ("*.safetensors", "*.anigen", "*.png")
"""As in deploy/space/.gitattributes, by which git keeps large files apart."""
MAX_FILE = 50 << 20
"""Nothing that belongs to the program is larger: whatever is has got in by mistake."""


def files() -> Iterator[tuple[Path, str]]:
    """(file here, its path in the Space), in the order of the paths: what git knows, and deploy/space."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *FOLDERS, *FILES], cwd=ROOT, capture_output=True, check=True
    )
    ours = {name: ROOT / name for name in listed.stdout.decode().split("\0") if name}
    ours |= {path.name: path for path in SPACE.iterdir()}
    for name in sorted(ours):
        if ours[name].is_file():
            yield ours[name], name


def upload(repository: str, *, private: bool) -> str:
    """Make the Space if it is not there, and put everything into it in one commit; returns its address."""
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi

    api = HfApi()
    made = api.create_repo(repository, repo_type="space", space_sdk="gradio", private=private, exist_ok=True)
    operations: list[CommitOperationAdd | CommitOperationDelete] = [
        CommitOperationAdd(path_in_repo=name, path_or_fileobj=str(path)) for path, name in files()
    ]
    kept = {name for _, name in files()}
    gone = set(api.list_repo_files(repository, repo_type="space")) - kept
    operations += [CommitOperationDelete(path_in_repo=name) for name in sorted(gone)]
    api.create_commit(repository, operations, commit_message="AniGen Studio", repo_type="space")
    return str(made)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("repository", help="OWNER/NAME of the Space")
    parser.add_argument("--private", action="store_true", help="for its owner alone, where it is made now")
    parser.add_argument("--dry-run", action="store_true", help="only list what would go")
    given = parser.parse_args(arguments)
    if not re.fullmatch(r"[\w.-]{1,96}/[\w.-]{1,96}", given.repository):
        parser.error(f"'{given.repository}' is no Space; write it like OWNER/NAME.")
    sizes = {name: path.stat().st_size for path, name in files()}
    too_large = [name for name, size in sizes.items() if size > MAX_FILE]
    if too_large:
        parser.error(
            f"{', '.join(too_large)} is larger than {MAX_FILE >> 20} MiB; take it out of the folder."
        )
    if given.dry_run:
        for name, size in sizes.items():
            large = any(Path(name).match(pattern) for pattern in LARGE)
            print(f"{size:>10}  {'large' if large else '     '}  {name}")
        print(f"{len(sizes)} files, {sum(sizes.values()) / 2**20:.1f} MiB, to the Space {given.repository}.")
        return 0
    try:
        address = upload(given.repository, private=given.private)
    except ImportError:
        parser.error("The package huggingface_hub is missing; install it with: pip install -e '.[deploy]'.")
    print(address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
