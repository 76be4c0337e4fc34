#!/usr/bin/env bash
# Runs `openness check`: annotations and the summary of the job, files for the steps that follow.
# Always ends with 0; the exit code of the check is an output, so that the steps behind it run.
set -uo pipefail

[[ ${OPENNESS_NAME:-} =~ ^[A-Za-z0-9_-]{1,50}$ ]] || {
  echo "::error::The input \`name\` may hold letters, digits, - and _ alone." >&2
  exit 2
}
folder="$RUNNER_TEMP/openness-$OPENNESS_NAME"
rm -rf "$folder" && mkdir -p "$folder" || exit 2
read -r -a targets <<< "${OPENNESS_TARGET//$'\n'/ }"
read -r -a waivers <<< "${OPENNESS_WAIVERS//$'\n'/ }"
read -r -a reviews <<< "${OPENNESS_REVIEWS//$'\n'/ }"
read -r -a formats <<< "${OPENNESS_FORMATS//$'\n'/ }"

options=()
[[ -z $OPENNESS_POLICY ]] || options+=(--policy "$OPENNESS_POLICY")
[[ -z $OPENNESS_FROM ]] || options+=(--from "$OPENNESS_FROM")
[[ -z $OPENNESS_LOCK ]] || options+=(--lock "$OPENNESS_LOCK")
(( ${#waivers[@]} == 0 )) || options+=(--waivers "${waivers[@]}")
(( ${#reviews[@]} == 0 )) || options+=(--reviews "${reviews[@]}")
options+=(--format github)
options+=(--format sarif --output "$folder/openness.sarif")
options+=(--format markdown --output "$folder/openness.md")
for format in "${formats[@]}"; do
  case $format in
    junit) options+=(--format junit --output "$folder/openness.xml") ;;
    json) options+=(--format json --output "$folder/openness.json") ;;
    gitlab) options+=(--format gitlab --output "$folder/gl-code-quality-report.json") ;;
    *)
      echo "::error::The input \`formats\` may hold junit, json and gitlab, not $format." >&2
      exit 2
      ;;
  esac
done

"$OPENNESS_BIN/openness" check "${options[@]}" -- "${targets[@]}"
code=$?
{
  echo "exit-code=$code"
  echo "folder=$folder"
  echo "sarif=$folder/openness.sarif"
} >> "$GITHUB_OUTPUT"
