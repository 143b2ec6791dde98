#!/usr/bin/env bash
# Makes sure that programs are there: needs.sh PACKAGE:COMMAND[,OTHER_COMMAND]...
# What is missing is installed from apt, as root or by sudo without a password; else one line says what to install.
set -euo pipefail

missing=()
for need in "$@"; do
  package=${need%%:*}
  found=
  IFS=, read -ra commands <<<"${need#*:}"
  for command in "${commands[@]}"; do
    if command -v "$command" >/dev/null; then found=yes; fi
  done
  if [ -z "$found" ]; then missing+=("$package"); fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "The tests need ${missing[*]}. Install: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null; then
  echo "The tests need ${missing[*]}, and there is no apt-get here: install them with your system's package manager." >&2
  exit 1
fi
echo "Installing ${missing[*]} from apt (once)."
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
  || { echo "apt-get could not install ${missing[*]}; the lines above say why." >&2; exit 1; }
