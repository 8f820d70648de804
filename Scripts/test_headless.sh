#!/usr/bin/env bash
# Builds rlcoord without SDL where `swift build` has built it with it, so that only this package is compiled again, and
# checks that the program links no SDL, works, and reports what it lacks. Scripts/deep_checks.sh runs all tests that way.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  printf 'test_headless: %s\n' "$1" >&2
  exit 1
}

RLCOORD_STRICT=1 swift build --disable-default-traits --product rlcoord
rlcoord=$(swift build --show-bin-path)/rlcoord
linked=$(ldd "$rlcoord")
[[ $linked == *libdnnl* && $linked != *SDL* ]] || fail "built without SDL, rlcoord links: $linked"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$rlcoord" run minatar/breakout ppo --steps 1k --eval-episodes 1 --quiet --out "$folder/run"
"$rlcoord" record "$folder/run" --panel --out "$folder/film.png"
status=0
"$rlcoord" play minatar/breakout 2> "$folder/errors" || status=$?
cat "$folder/errors"
[[ $status -eq 64 && $(wc -l < "$folder/errors") -eq 1 ]] || fail "playing in a window ends with $status, not 64"
