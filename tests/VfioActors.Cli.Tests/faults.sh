#!/usr/bin/env bash
# Faults that a test cannot make in its own process: full and read-only disks, signals, little memory, closed pipes.
# For each: what the program must say, and with which code it must end. The verdict survives every one of them.
#
# usage: faults.sh DIRECTORY-OF-vfioactors.dll     (as root, to mount small disks; without, those rows are skipped)
set -u
dll=${1:-.}/vfioactors.dll
[[ -f $dll ]] || { printf 'there is no %s\nusage: %s DIRECTORY-OF-vfioactors.dll\n' "$dll" "$0" >&2; exit 64; }
dll=$(realpath "$dll")
desk=$(mktemp -d)
count=0 failed=0 skipped=0
small=(explore aux-attach-detach --defect AUX-03)
long=(explore aux-attach-detach --param devices=4 --param rounds=2 --strategy dpor)
storm=(storm --clients 8 --operations 100)
vfio() { dotnet "$dll" "$@"; }

# row NAME CODE PATTERN: compares with what the last command left in $code and $desk/said.
row() {
    count=$((count + 1))
    local how=ok
    [[ $code == "$2" ]] || how="code $code, not $2"
    grep -qE -- "$3" "$desk/said" || how="$how; '$3' is not said"
    grep -qE '^   at |Unhandled exception|please report' "$desk/said" && how="$how; a stack trace"
    leftovers=$(find "$desk" "${TMPDIR:-/tmp}"/vfio-faults-* -name '*.tmp' 2>/dev/null | head -1)
    [[ -z $leftovers ]] || how="$how; $leftovers is left"
    [[ $how == ok ]] || failed=$((failed + 1))
    printf '%2d  %-58s %s\n' "$count" "$1" "$how"
}

# run COMMAND...: all that it says goes to $desk/said.
run() { vfio "$@" >"$desk/said" 2>&1; code=$?; }

# ended SIGNAL WHEN COMMAND...: the same, ended by a signal after so many seconds, or once it has said /PATTERN.
ended() {
    local signal=$1 when=$2 tries=400; shift 2
    # A shell has what it starts in the background ignore SIGINT, and the program would.
    env --default-signal=INT dotnet "$dll" "$@" >"$desk/said" 2>&1 &
    local pid=$!
    case $when in
        /*) until grep -qE -- "${when#/}" "$desk/said" || ((tries-- == 0)); do sleep 0.05; done ;;
        *) sleep "$when" ;;
    esac
    kill "-$signal" "$pid" 2>/dev/null
    (sleep 20; kill -KILL "$pid") 2>/dev/null & local guard=$!
    wait "$pid" 2>/dev/null; code=$?
    kill "$guard" 2>/dev/null
}

disk() { mkdir -p "$1"; mount -t tmpfs -o "size=$2" faults "$1" 2>/dev/null; }

cd "$desk" || exit 70
vfio "${small[@]}" --out "$desk/traces" >/dev/null
trace=$(ls "$desk"/traces/*.vtrace | head -1)
vfio "${storm[@]}" --record "$desk/storm.vtrace" >/dev/null

full=$desk/full ro=$desk/ro tiny=$desk/tiny
if disk "$full" 64k && disk "$ro" 64k && disk "$tiny" 16k; then
    cp "$trace" "$ro/t.vtrace"
    mount -o remount,ro "$ro"
    head -c 70000 /dev/zero >"$full/filler" 2>/dev/null
    run "${small[@]}" --out "$full/x";          row 'explore, disk full below --out' 1 '^verdict     broken'
    run "${small[@]}" --out "$full";            row 'explore, disk full in --out: the ladder' 1 '^!  '
    run "${small[@]}" --out "$full" --json;     row 'explore --json, disk full below --out' 1 '"verdict":"broken"'
    run museum --defect AUX-03 --out "$full";   row 'museum, disk full' 0 '^1 of 1 defect found, 1 clean'
    run "${storm[@]}" --html "$full/s.html";    row 'storm --html, disk full' 0 '^verdict     held'
    run storm --clients 8 --duration 60 --defect AUX-10 --html "$full/s.html"
    row 'storm that breaks, --html, disk full' 1 '^verdict     broken'
    run "${storm[@]}" --record "$full/s.vtrace"; row 'storm --record, disk full' 64 '^vfioactors: .*cannot be written'
    [[ ! -e $full/s.vtrace ]] || echo left >>"$desk/said"; row '  no empty file is left' 64 '^vfioactors[^l]*'
    run storm --clients 16 --duration 3 --record "$tiny/s.vtrace"
    row 'storm --record, disk becomes full' 0 '^verdict     held'
    run replay "$tiny/s.vtrace";                row '  what was saved replays' 2 '^verdict     inconclusive'
    rm "$tiny/s.vtrace"
    run storm --clients 8 --operations 2000 --nodes 2 --record "$tiny/s.vtrace"
    ! grep -q 'replayed in the world' "$desk/said" || echo another storm is judged >"$desk/said"
    row 'storm over nodes, --record, disk becomes full' 0 '^verdict     held'
    run storm --clients 8 --duration 60 --defect AUX-10 --record "$full/b.vtrace" --out "$desk/o"
    row 'storm that breaks, --record, disk is full' 64 'cannot be written'
    run minimize "$trace" --out "$full/m.vtrace"; row 'minimize, disk full' 64 'cannot be written'
    run show "$trace" --out "$full/m.txt";      row 'show, disk full' 64 'cannot be written'
    run "${small[@]}" --out "$ro";              row 'explore, --out read-only' 64 'to the folder .*: Read-only'
    run museum --defect AUX-03 --out "$ro";     row 'museum, --out read-only' 64 'to the folder .*: Read-only'
    run "${storm[@]}" --html "$ro/s.html";      row 'storm --html, read-only' 64 'cannot be written: Read-only'
    run "${small[@]}" --strategy breadth --scratch "$ro"
    row 'explore, --scratch read-only' 64 'nothing can be written to .*/ro: Read-only file system$'
    run "${storm[@]}" --record "$ro/s.vtrace";  row 'storm --record, read-only' 64 'cannot be written'
    run minimize "$ro/t.vtrace";                row 'minimize beside a trace, read-only' 64 'cannot be written'
    umount "$full" "$ro" "$tiny"
else
    skipped=19
fi

for what in 'explore broken:1:explore aux-attach-detach --defect AUX-03' 'explore held:0:explore aux-attach-detach' \
    'museum:0:museum --defect AUX-03' 'storm:0:storm --clients 8 --operations 100' "replay:1:replay $trace" \
    'list:64:list defects' "show:64:show $trace"; do
    IFS=: read -r name expected words <<<"$what"
    # shellcheck disable=SC2086
    vfio $words >/dev/full 2>"$desk/said"; code=$?
    row "$name, stdout on a full disk" "$expected" 'output could not be written: No space left'
done
vfio "${small[@]}" >/dev/full 2>/dev/full; code=$?; echo none >"$desk/said"
row 'explore, stdout and stderr on a full disk' 1 none
mkfifo "$desk/pipe"
for words in "show $trace --out" "minimize $trace --out" 'explore aux-attach-detach --sarif' \
    'explore aux-attach-detach --checkpoint' 'storm --clients 8 --operations 100 --record'; do
    # shellcheck disable=SC2086
    ended TERM '/a file is expected' $words "$desk/pipe"
    row "${words%% *} ${words##* } to a pipe" 64 'pipe is a pipe, and a file is expected'
done
# The runtime writes small files of its own, which fit; what is recorded does not.
(ulimit -f 16; DOTNET_EnableWriteXorExecute=0 vfio storm --clients 16 --operations 2000 --record "$desk/limit.vtrace") \
    >"$desk/said" 2>&1; code=$?
row 'storm --record, no file may grow beyond 16 kB' 0 '^verdict     held'
run replay "$desk/limit.vtrace";            row '  what was saved replays' 2 '^verdict     inconclusive'

ended INT 4 "${long[@]}";                       row 'explore, SIGINT' 2 '^verdict     inconclusive: ended early'
ended TERM 4 "${long[@]}";                      row 'explore, SIGTERM' 2 '^verdict     inconclusive: ended early'
ended HUP 4 "${long[@]}";                       row 'explore, SIGHUP' 2 '^verdict     inconclusive: ended early'
ended INT 4 "${long[@]}" --json;                row 'explore --json, SIGINT: a document' 2 '^\{"scenario".*\}$'
ended INT 5 "${long[@]}" --defect AUX-03;       row 'explore that is broken, SIGINT' 1 '^verdict     broken.*'
ended KILL /^seed "${long[@]}" --out "$desk/killed"; row 'explore, SIGKILL: nothing half-written' 137 '^seed'
ended TERM '/^AUX-0' museum;                    row 'museum, SIGTERM: the rows so far' 2 'ended early'
ended INT 4 storm --clients 8 --duration 60;    row 'storm, SIGINT: comes to rest' 2 'ended early; nothing is broken'
ended TERM 4 storm --clients 8 --duration 60 --record "$desk/t.vtrace" --json
row 'storm --record --json, SIGTERM' 2 '"atRest":true.*"verdict":"inconclusive"'
run replay "$desk/t.vtrace" --json;             row '  its recording replays' 0 '"agreed":true'
ended INT 1.5 replay "$desk/t.vtrace";          row 'replay of a recording, SIGINT' 2 'ended early'
ended KILL 4 storm --clients 8 --duration 60 --record "$desk/k.vtrace"
row 'storm --record, SIGKILL' 137 '^storm'
run replay "$desk/k.vtrace";                    row '  what was saved replays' 2 '^verdict     inconclusive'

export DOTNET_GCHeapHardLimit=0x3000000
run "${small[@]}" --out "$desk/memory";         row 'explore, 48 MB of heap' 1 '^verdict     broken'
run "${storm[@]}" --html "$desk/memory.html";   row 'storm, 48 MB of heap' 0 '^verdict     held'
export DOTNET_GCHeapHardLimit=0x800000
run "${long[@]}" --defect AUX-03 --time 10 --out "$desk/memory"
row 'explore that is broken, 8 MB of heap run out' 1 '^verdict     broken'
unset DOTNET_GCHeapHardLimit

for what in "explore:1:explore aux-attach-detach --defect AUX-03" 'list:0:list defects' 'museum:0:museum --defect AUX-03' \
    'storm:0:storm --clients 8 --operations 100' "show:0:show $trace"; do
    IFS=: read -r name expected words <<<"$what"
    # shellcheck disable=SC2086
    vfio $words 2>"$desk/said" | head -1 >>"$desk/said"; code=${PIPESTATUS[0]}
    row "$name | head -1" "$expected" '.'
done
vfio "${small[@]}" >&- 2>"$desk/said"; code=$?; echo none >>"$desk/said"; row 'explore, stdout closed' 1 none
vfio "${small[@]}" >"$desk/said" 2>&- <&-; code=$?; row 'explore, stderr and stdin closed' 1 '^verdict     broken'

vfio "${small[@]}" --out "$desk/two" >"$desk/a" & vfio "${small[@]}" --out "$desk/two" --delivery pair >"$desk/b" &
wait; ls "$desk"/two | wc -l >"$desk/said"; code=0
row 'two explorations to one folder: six traces' 0 '^6$'
vfio storm --clients 8 --duration 3 --record "$desk/two.vtrace" >"$desk/a" 2>&1 & sleep 1.5
run "${storm[@]}" --record "$desk/two.vtrace"; row 'a second recording to one file' 64 'another program uses it'
wait; cp "$desk/a" "$desk/said"; code=0;       row '  the first is whole' 0 '^verdict     held'
mkdir "$desk/gone" && cd "$desk/gone" && rmdir "$desk/gone"
run "${small[@]}" --out "$desk/traces";        row 'explore in a folder that is no more' 1 '^verdict     broken'
cd / || exit 70

rm -rf "$desk"
echo "$count faults, $failed failed, $skipped skipped"
[[ $failed == 0 ]]
