#!/usr/bin/env bash
# Searches the litmus model aux-one-owner (cleared, turns) with SPIN and with this program, one after the other, each on
# one thread and with no orders left out: states, steps and steps in a second of processor time. Of this program's time
# some goes to starting it and to shortening and explaining what broke, which SPIN does not do here: so the search alone
# follows, and then the same search on two threads, both by the clock.
# Needs spin and gcc, and a build: dotnet build -c Release.
#
#   tools/spin/compare.sh [DEVICES [ROUNDS]]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
devices=${1:-5} rounds=${2:-1}
program=$here/../VfioActors.Cli/bin/Release/net10.0/vfioactors
for needed in spin gcc "$program"; do
  command -v "$needed" >/dev/null || { printf '%s is not there\n' "$needed" >&2; exit 3; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TIMEFORMAT='%U %S'

# seconds COMMAND...: its output goes to the file out, what it took of the processor is printed.
seconds() {
  local code=0
  { time "$@" >out 2>err || code=$?; } 2>time
  [[ $code -le 2 ]] || { cat err >&2; exit "$code"; }
  awk '{ printf "%.2f", $1 + $2 }' time
}

line() { awk -v n="$1" -v s="$2" -v t="$3" -v c="$4" 'BEGIN {
  printf "%-12s %12d states %12d steps %8.2f s %8.0f steps/s\n", n, s, t, c, t / c }'; }

spin -DDEVICES="$devices" -DROUNDS="$rounds" -a "$here/aux-one-owner.pml"
gcc -O2 -DSAFETY -DNOREDUCE -DMEMLIM=8000 -o pan pan.c
took=$(seconds ./pan -m1000 -w26)
line spin "$(awk '/states, stored/ { print $1 }' out)" "$(awk '/transitions \(=/ { print $1 }' out)" "$took"

ours() {
  seconds "$program" explore aux-one-owner --param variant=cleared --param granularity=turns \
    --param devices="$devices" --param rounds="$rounds" --strategy stateful --json "$@"
}
number() { grep -o "\"$1\": *[0-9.]*" out | head -1 | grep -o '[0-9.]*$'; }

took=$(ours)
line vfioactors "$(number states)" "$(number deliveries)" "$took"
line "its search" "$(number states)" "$(number deliveries)" "$(number seconds)"
ours --workers 2 >/dev/null
line "two workers" "$(number states)" "$(number deliveries)" "$(number seconds)"
