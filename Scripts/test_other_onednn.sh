#!/usr/bin/env bash
# Runs the tests of all arithmetic against another oneDNN than the one the package was built with: compiles the shim for
# it and links the tests that are already built with that, so it takes seconds.
#
#     swift build --build-tests
#     Scripts/test_other_onednn.sh PREFIX [FILTER]
#
# PREFIX holds oneDNN's include/ and lib/. FILTER is a regular expression of tests, by default those of tensors, networks,
# agents and studies. Without arguments oneDNN 3.2 is taken from PyPI.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
prefix=${1-}
if [[ -z $prefix ]]; then
  prefix=$folder/onednn
  python3 -m venv "$folder/python"
  "$folder/python/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --prefix "$prefix" \
    onednn-cpu-gomp==2023.2.0 onednn-devel-cpu-gomp==2023.2.0
fi
filter=${2:-'TensorsTests|NetworksTests|AgentsTests|StudiesTests'}

built=$(swift build --show-bin-path)
compiler=$(dirname "$(readlink -f "$(command -v swiftc)")")/clang++
"$compiler" -std=c++20 -O1 -Wall -Wextra -Werror -ISources/COneDNN/include -I"$prefix/include" \
  -c Sources/COneDNN/COneDNN.cpp -o "$folder/COneDNN.o"

{ grep -v '/COneDNN\.build/' "$built/rlcoordPackageTests.product/Objects.LinkFileList"; ls "$folder"/*.o; } > "$folder/objects"
swiftc -emit-executable -module-name rlcoordPackageTests -o "$folder/tests.xctest" "@$folder/objects" \
  -L"$prefix/lib" -Xlinker -rpath="$prefix/lib" -lstdc++ -ldnnl -lgomp
ldd "$folder/tests.xctest" | grep dnnl
"$folder/tests.xctest" --testing-library swift-testing --filter "$filter"
