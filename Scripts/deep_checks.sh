#!/usr/bin/env bash
# What CI only samples, in full: every case of the exhaustive tests, all tests without SDL, the arithmetic against oneDNN
# 3, and the comparison with PyTorch. On two cores the first takes seven minutes, nearly six of them a release build; each
# part prints its time when it has passed. The last downloads PyTorch, some gigabytes.
#
#     Scripts/deep_checks.sh [PART...]        # tests, headless, onednn, python; all of them by default
set -euo pipefail
cd "$(dirname "$0")/.."

./set-up.sh
export RLCOORD_DEEP=1 RLCOORD_ALL_TESTS=1
scratch=.build-deep
parts=${*:-tests headless onednn python}
for part in $parts; do
  SECONDS=0
  case $part in
    # Exhaustive cases take a minute and a half in a release build, and without optimization much longer.
    tests) swift test -c release -Xswiftc -enable-testing --scratch-path "$scratch" ;;
    # What SDL is not needed for was exhausted above.
    headless) env -u RLCOORD_DEEP swift test --disable-default-traits --scratch-path "$scratch" ;;
    onednn)
      swift build --build-tests
      Scripts/test_other_onednn.sh
      ;;
    python)
      swift build -c release --product rlcoord
      Scripts/check_with_python.sh "$(swift build -c release --show-bin-path)/rlcoord" --torch
      ;;
    *)
      echo "deep_checks: unknown part '$part' (available: tests, headless, onednn, python)" >&2
      exit 64
      ;;
  esac
  echo "deep_checks: $part passed in $SECONDS s"
done
