#!/bin/sh
# Regenerates event.pb.swift from event.proto; needed only when the latter changes. Takes protoc from Debian's package
# protobuf-compiler, and builds its Swift plug-in from the very swift-protobuf that the package links (a minute).
set -eu
cd "$(dirname "$0")/.."

swift package resolve
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
swift build --package-path .build/checkouts/swift-protobuf --scratch-path "$build" --product protoc-gen-swift
cd Sources/Runs/TensorBoard
protoc --plugin="$build/debug/protoc-gen-swift" --swift_opt=Visibility=Internal --swift_out=. event.proto
