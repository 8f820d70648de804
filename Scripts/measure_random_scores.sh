#!/bin/sh
# Plays environments at random and prints the lines of envs/ReferenceScores.swift: the mean return over whole episodes
# and its standard error.
#
#   Scripts/measure_random_scores.sh [EPISODES] [ENVIRONMENT...]
#
# 2000 episodes and all environments by default. RLCOORD names another program than the release build's.
set -eu
cd "$(dirname "$0")/.."
rlcoord=${RLCOORD:-.build/release/rlcoord}
episodes=${1:-2000}
[ $# -eq 0 ] || shift
[ -x "$rlcoord" ] || {
  echo "measure_random_scores: no '$rlcoord'; run 'swift build -c release' or set RLCOORD" >&2
  exit 1
}
# In the list every object starts with its name, and only an environment's has a slash.
[ $# -gt 0 ] ||
  set -- $("$rlcoord" list environments --json | tr '{' '\n' | sed -n 's/^"name":"\([^"]*\/[^"]*\)".*/\1/p')

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for environment; do
  rm -rf "$folder/run"
  "$rlcoord" run "$environment" random --steps 1 --eval-episodes 1 --out "$folder/run" --quiet > "$folder/log"
  "$rlcoord" eval "$folder/run" --episodes "$episodes" --json |
    sed -n 's/^{"meanReturn":\([^,]*\),"standardError":\([^,]*\),.*"cappedEpisodes":\([0-9]*\).*/\1 \2 \3/p' |
    # Two digits of the error, and at least hundredths.
    awk -v name="$environment" '{
      digits = 2
      for (error = $2; error > 0 && error < 0.0995 && digits < 5; error *= 10) digits++
      printf "    \"%s\": ReferenceScores(random: %.*f, %.*f),%s\n", name, digits, $1, digits, $2,
        ($3 > 0 ? "  // " $3 " episodes cut off" : "")
    }'
done
