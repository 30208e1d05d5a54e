#!/usr/bin/env bash
# Searches the litmus model aux-one-owner (cleared, turns) with SPIN and with this program, one after the other, each on
# one thread and with no orders left out: states, steps and steps in a second of processor time. SPIN makes a program of
# the model, which gcc compiles: both are told, without that and with it, for this program compiles while it runs. Of its
# time some also goes to shortening and explaining what broke, which SPIN does not do here: so the search alone follows,
# and then the same search on two threads, both by the clock.
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

made=$(seconds spin -DDEVICES="$devices" -DROUNDS="$rounds" -a "$here/aux-one-owner.pml")
compiled=$(seconds gcc -O2 -DSAFETY -DNOREDUCE -DMEMLIM=8000 -o pan pan.c)
took=$(seconds ./pan -m1000 -w26)
states=$(awk '/states, stored/ { print $1 }' out) steps=$(awk '/transitions \(=/ { print $1 }' out)
line spin "$states" "$steps" "$took"
line "with gcc" "$states" "$steps" "$(awk -v a="$made" -v b="$compiled" -v c="$took" 'BEGIN { print a + b + c }')"

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
