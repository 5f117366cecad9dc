#!/usr/bin/env bash
# The demo: real files go in at once; a synthetic two-week forecast is written step by step and
# comes onto the map while one watches. All of it lives in .demo, which may be deleted.
set -euo pipefail
cd "$(dirname "$0")/.."

home=${FENGTU_DEMO_HOME:-.demo}
listen=${FENGTU_LISTEN:-127.0.0.1:8080}
grid=${FENGTU_DEMO_GRID:-0.5}
steps=${FENGTU_DEMO_STEPS:-57}
levels=${FENGTU_DEMO_LEVELS:-1000,925,850,700,500,400,300,250,200} # all 13 would take more than 2 GB
mkdir -p "$home/inbox"

bin/fengtu ingest --data "$home/data" demo

log=$home/serve.log
bin/fengtu serve --data "$home/data" --listen "$listen" --watch "$home/inbox" --remove 2>"$log" &
server=$!
trap 'kill "$server" ${writer:+"$writer"} 2>/dev/null; wait' EXIT
trap exit INT TERM

until grep -q '^Fengtu is at' "$log"; do
	kill -0 "$server" 2>/dev/null || { cat "$log" >&2; exit 1; }
	sleep 0.1
done

if [ ! -e "$home/written" ]; then
	echo "writing a synthetic forecast of $steps steps at ${grid}°: its steps come onto the map as they land"
	(
		bin/fengtu demo --out "$home/inbox" --grid "$grid" --steps "$steps" --levels "$levels" >"$home/demo.log" &
		trap 'kill $! 2>/dev/null' TERM
		wait $! && touch "$home/written"
	) &
	writer=$!
fi
grep '^Fengtu is at' "$log"
echo "the log is in $log; Ctrl+C ends it"
wait "$server"
