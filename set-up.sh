#!/bin/sh
# Installs what rlcoord needs besides Swift, through apt-get: oneDNN for the arithmetic, libcrypto for SHA-256, libpng for
# pictures, libyaml for settings, SDL2 for windows. Does nothing where all of it is installed; run it as often as you
# like.
set -eu

fail() {
  printf 'set-up: %s\n' "$1" >&2
  exit 1
}

install_swift="install Swift 6.2 or newer from https://www.swift.org/install and put it into PATH"
command -v swift >/dev/null 2>&1 || fail "Swift is missing; $install_swift"
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
major=${version%%.*}
minor=${version#*.}
[ -n "$version" ] || fail "'swift --version' names no version; $install_swift"
if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
  fail "Swift $version is too old; $install_swift"
fi

# The first of the folders that C programs include from, and that holds a header; empty where none does.
folder_of() {
  for folder in /usr/local/include /usr/include; do
    [ ! -e "$folder/$1" ] || {
      echo "$folder"
      return
    }
  done
}

# Ends where oneDNN is a version that the package does not compile with, before anything is compiled.
check_onednn() {
  header="$(folder_of dnnl.hpp)/oneapi/dnnl/dnnl_version.h"
  number() { sed -n "s/^#define DNNL_VERSION_$1 \([0-9]*\).*/\1/p" "$header" 2>/dev/null || true; }
  onednn="$(number MAJOR).$(number MINOR).$(number PATCH)"
  case "$onednn" in
    2.[0-5].*) ;;
    2.* | 3.*) return ;;
  esac
  fail "oneDNN's version is '$onednn' in $header; rlcoord needs 2.6 or newer, or 3.x, as Debian 12 and 13 have"
}

missing=""
[ -n "$(folder_of dnnl.hpp)" ] || missing="$missing libdnnl-dev"
[ -n "$(folder_of openssl/evp.h)" ] || missing="$missing libssl-dev"
[ -n "$(folder_of png.h)" ] || missing="$missing libpng-dev"
[ -n "$(folder_of yaml.h)" ] || missing="$missing libyaml-dev"
[ -n "$(folder_of SDL2/SDL.h)" ] || missing="$missing libsdl2-dev"
if [ -z "$missing" ]; then
  check_onednn
  echo "set-up: Swift $version, oneDNN $onednn, libcrypto, libpng, libyaml and SDL2 are installed"
  exit 0
fi

command -v apt-get >/dev/null 2>&1 ||
  fail "missing:$missing; there is no apt-get here, so install these Debian packages' equivalents yourself"
if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo"
else
  fail "missing:$missing; run 'apt-get install$missing' as root, since there is no sudo here"
fi

# The lists of packages may be absent or old on a fresh machine.
$as_root apt-get update -q || fail "missing:$missing; 'apt-get update' failed (see above), is there a network?"
# shellcheck disable=SC2086 # Each package is a word of its own.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing ||
  fail "missing:$missing; 'apt-get install$missing' failed (see above)"
check_onednn
echo "set-up: installed$missing"
