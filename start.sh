#!/usr/bin/env bash
# Double click (or run) to start AniGen Studio on Linux and macOS. The first time it installs itself into the
# folder .venv beside this file, which takes a few minutes and needs the internet; after that it starts offline.
set -u
cd "$(dirname "$0")" || exit 1

stop() {
    echo
    echo "$1"
    # A window opened by a double click would close before anybody could read this.
    if [ -t 0 ]; then read -r -p "Press Enter to close. " _; fi
    exit 1
}

usable() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

python=.venv/bin/python
# The file "installed" is written last, so that an installation that was cut short is repeated.
if ! usable "$python" || [ ! -f .venv/installed ] || [ pyproject.toml -nt .venv/installed ]; then
    found=
    for name in python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null && usable "$name"; then found=$name && break; fi
    done
    [ -n "$found" ] || stop "AniGen needs Python 3.11, 3.12 or 3.13. Install Python 3.13 from https://www.python.org/downloads/ and start again."
    echo "Setting up AniGen Studio. This happens once and takes a few minutes."
    usable "$python" || "$found" -m venv --clear .venv || stop "Python could not make the folder .venv. On Debian and Ubuntu: sudo apt install python3-venv. Then start again."
    "$python" -m pip install --quiet --disable-pip-version-check -e . || stop "The installation did not finish. Check the internet connection and the free disk space (3 GB), then start again."
    touch .venv/installed
fi

echo "Starting AniGen Studio. Close this window to stop it."
exec "$python" app.py --open
