# Starts one child and ends it when its own standard input ends, that is when the process that holds
# the other end of the pipe is gone, however it went.  Arguments: patience in seconds, log file, command.
patience=$1
log=$2
shift 2
exec 3<&0 2>>"$log"
"$@" </dev/null >>"$log" 2>&1 3<&- &
child=$!
echo "$child"
exec >&-
(
  while read -r line <&3; do :; done
  kill -TERM "$child"
  kill -CONT "$child"
  waited=0
  while [ "$waited" -lt "$patience" ]; do
    sleep 1
    kill -0 "$child" || exit 0
    waited=$((waited + 1))
  done
  kill -KILL "$child"
) 2>/dev/null &
watcher=$!
exec 3<&-
wait "$child"
status=$?
kill "$watcher" 2>/dev/null
exit "$status"
