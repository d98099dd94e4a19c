@echo off
rem Double click to start AniGen Studio on Windows. The first time it installs itself into the folder .venv
rem beside this file, which takes a few minutes and needs the internet; after that it starts offline.
setlocal
cd /d "%~dp0"
set "PYTHON=.venv\Scripts\python.exe"
set "CHECK=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"

rem The file "installed" is written last, so that an installation that was cut short is repeated.
if exist .venv\installed (
    "%PYTHON%" -c "%CHECK%" >nul 2>nul && goto start
)

set "FOUND="
for %%V in (3.13 3.12 3.11) do if not defined FOUND (
    py -%%V -c "%CHECK%" >nul 2>nul && set "FOUND=py -%%V"
)
if not defined FOUND (
    python -c "%CHECK%" >nul 2>nul && set "FOUND=python"
)
if not defined FOUND (
    echo AniGen needs Python 3.11, 3.12 or 3.13.
    echo Install Python 3.13 from https://www.python.org/downloads/ and start again.
    goto failed
)

echo Setting up AniGen Studio. This happens once and takes a few minutes.
%FOUND% -m venv --clear .venv
if errorlevel 1 (
    echo Python could not make the folder .venv. Install Python again with its standard options.
    goto failed
)
"%PYTHON%" -m pip install --quiet --disable-pip-version-check -e .
if errorlevel 1 (
    echo The installation did not finish. Check the internet connection and the free disk space, 3 GB.
    echo Then start again.
    goto failed
)
type nul > .venv\installed

:start
echo Starting AniGen Studio. Close this window to stop it.
"%PYTHON%" app.py --open
if errorlevel 1 goto failed
exit /b 0

:failed
echo.
pause
exit /b 1
