#!/usr/bin/env bash
# Installs the tool from the action's own checkout into a place of its own.
set -euo pipefail

"$OPENNESS_PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "::error::openness needs Python 3.11 or newer; name one with the input \`python\`." >&2
  exit 2
}
place="$RUNNER_TEMP/openness-venv"
"$OPENNESS_PYTHON" -m venv "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
echo "bin=$place/bin" >> "$GITHUB_OUTPUT"
