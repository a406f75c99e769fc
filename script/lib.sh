# What the scripts share; read by them, not run. Every script starts in the project's root.

export ONEMATTER_STARTED=${ONEMATTER_STARTED:-$(date +%s)}

# One build for everything. Debug, because the tests need a debug build and a clean build of both kinds takes twice as
# long; ONEMATTER_CONFIGURATION=release for a server that has to be fast.
configuration=${ONEMATTER_CONFIGURATION:-debug}
logs=.build-logs
tools=.build-tools

say() { printf '[%4ds] %s\n' $(($(date +%s) - ONEMATTER_STARTED)) "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# The step that runs now. Background jobs of a script ignore Ctrl-C, so they are told.
step_child=
trap 'if [ -n "$step_child" ]; then kill "$step_child" 2>/dev/null; fi; exit 130' INT TERM

# step 'What it does' COMMAND...: runs the command with its output in a log, says how far it is every 15 seconds, and
# shows what matters of the log when it fails.
step() {
    local what=$1 log status=0 next=15 began=$SECONDS
    shift
    mkdir -p "$logs"
    log="$logs/$(tr -cs 'a-zA-Z0-9\n' '-' <<<"$what").log"
    say "$what"
    "$@" >"$log" 2>&1 </dev/null &
    step_child=$!
    while kill -0 "$step_child" 2>/dev/null; do
        sleep 0.2
        if ((SECONDS - began >= next)); then
            say "  … $(tail -c 400 "$log" | tr -d '\r' | grep -a . | tail -n 1 | cut -c 1-100)"
            next=$((next + 15))
        fi
    done
    wait "$step_child" || status=$?
    step_child=
    if ((status != 0)); then
        say "$what: failed (exit $status); all of its output: $PWD/$log"
        grep -aE 'error:|✘|Fatal error|recorded an issue' "$log" | awk '!seen[$0]++' | head -n 60 || true
        echo '---- the end:'
        tail -n 80 "$log"
    fi
    return "$status"
}
