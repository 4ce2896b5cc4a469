# What the storms in this folder share: add one fault rule, run a command under it, show what it did.
# Sourced by them with `title` and `rule` (options of `snowglobe faults add`) set.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
snowglobe="${SNOWGLOBE:-$root/build/snowglobe}"

usage() {
  cat <<TEXT
Usage: $0 [COMMAND...]

$title

Adds the fault rule to the Snowglobe that runs at \$SNOWGLOBE_ENDPOINT (default http://127.0.0.1:4566). With a
COMMAND (your tests, say) it runs that under the fault, shows what was struck, and takes the rule away again;
its exit code is the command's. Without one the rule stays.

The rule: snowglobe faults add ${rule[*]}
TEXT
}

if [ "${1:-}" = "--help" ] || [ "${1:-}" = "-h" ]; then
  usage
  exit 0
fi
if [ ! -x "$snowglobe" ]; then
  echo "$0: there is no $snowglobe: run scripts/build first" >&2
  exit 1
fi
if ! "$snowglobe" health >/dev/null 2>&1; then
  echo "$0: no Snowglobe answers; start one with: build/snowglobe serve" >&2
  exit 1
fi

id=$("$snowglobe" faults add "${rule[@]}" | grep -oE '[0-9]+' | head -1)
echo "fault rule $id: $title"
if [ $# -eq 0 ]; then
  echo "take it away with: $snowglobe faults remove $id"
  exit 0
fi

status=0
"$@" || status=$?
echo "--- what the fault did:"
"$snowglobe" faults
"$snowglobe" faults remove "$id" >/dev/null
exit "$status"
