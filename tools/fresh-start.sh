#!/usr/bin/env bash
# What a user meets: packages in a local folder, and an empty folder outside of this repository. Runs the tool, the
# templates and the samples, and fails where one of them does not say what its README says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 NO_COLOR=1
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
: "${HOME:=$(mktemp -d)}"
known=${NUGET_PACKAGES:-$HOME/.nuget/packages}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

fail() {
  printf 'failed: %s\n' "$1" >&2
  exit 1
}

# says TEXT FILE: fails unless a line of the file has the text.
says() {
  grep -qF -- "$1" "$2" || { cat "$2" >&2; fail "nobody said: $1"; }
}

step() { printf '%3d s  %s\n' "$SECONDS" "$*"; }

step pack
dotnet pack -c Release --no-build -v quiet -o "$home/feed" >"$home/out" \
  || { cat "$home/out"; fail "no packages: dotnet build -c Release comes first"; }

# Packages of ours come from the folder, and no older ones of theirs from a cache; all others lie in the cache.
export DOTNET_CLI_HOME=$home NUGET_PACKAGES=$home/packages
mkdir "$home/work"
cat >"$home/work/nuget.config" <<EOF
<configuration>
  <packageSources><add key="folder" value="$home/feed" /></packageSources>
  <fallbackPackageFolders><add key="known" value="$home/known" /></fallbackPackageFolders>
</configuration>
EOF
mkdir "$home/known"
for package in "$known"/*; do
  case $package in
    */vfioactors.*) ;;
    *) ln -s "$package" "$home/known/" ;;
  esac
done
cp -r docs/samples "$home/work/samples"
cd "$home/work"

step the tool
dotnet new tool-manifest >"$home/out"
dotnet tool install VfioActors.Cli >"$home/out" || { cat "$home/out"; fail "the tool is not installed"; }
code=0
dotnet vfioactors explore aux-attach-detach --defect AUX-03 --out traces >"$home/out" || code=$?
[[ $code -eq 1 ]] || fail "exit code $code, not 1"
says NoUseOfFreedPasid "$home/out"
says "dotnet vfioactors replay traces/" "$home/out"

step the templates
dotnet new install "$home"/feed/VfioActors.Templates.*.nupkg >"$home/out" || { cat "$home/out"; exit 1; }
# A name that is no name of a type; what is typed is what the README of the new project says.
dotnet new vfioactors-scenario -o my-first.race >"$home/out"
dotnet build -c Release my-first.race >"$home/out" || { cat "$home/out"; fail "the scenario does not build"; }
read -ra explore <<<"$(grep '^vfioactors explore ' my-first.race/README.md)"
code=0
(cd my-first.race && dotnet "${explore[@]}" --out traces) >"$home/out" 2>"$home/complaints" || code=$?
[[ ! -s $home/complaints ]] || { cat "$home/complaints"; fail "the program complains"; }
[[ $code -eq 1 ]] || { cat "$home/out"; fail "exit code $code, not 1"; }
says NothingLost "$home/out"
dotnet new vfioactors-akka-test -o deposits >"$home/out"
dotnet test deposits >"$home/out" || { cat "$home/out"; fail "the test of actors"; }
dotnet new vfioactors-host -o Worker >"$home/out"
dotnet run --project Worker >"$home/out"
says "mapped None, pinned None, unmapped 16384 bytes" "$home/out"

step the samples
dotnet run --project samples/worker >"$home/out"
says "fill 4    None, 16384 bytes" "$home/out"
says "fill 5    EINVAL, 0 bytes" "$home/out"
says "driver    drops its pages" "$home/out"
says "unmap     None, 16384 bytes" "$home/out"
dotnet build -c Release samples/two-nodes >"$home/out" || { cat "$home/out"; fail "two nodes do not build"; }
nodes=(dotnet samples/two-nodes/bin/Release/net10.0/TwoNodes.dll)
port=$((20000 + RANDOM % 10000))
mkfifo "$home/open"
"${nodes[@]}" machine "$port" <"$home/open" >"$home/machine" &
exec 3>"$home/open"
until grep -q ready "$home/machine"; do kill -0 $! || fail "the machine ended"; done
"${nodes[@]}" guest "$port" >"$home/out"
exec 3>&-
wait $!
says "pin    None, 1 run of pages" "$home/out"
says "unmap  None, 16384 bytes" "$home/out"
step done
