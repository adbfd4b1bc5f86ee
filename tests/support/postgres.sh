#!/usr/bin/env bash
# A PostgreSQL server of the tests' own, in a folder of its own, on a free port of 127.0.0.1.
#
#   tests/support/postgres.sh start FOLDER [LOCALE]   makes FOLDER, starts the server, prints its URL
#   tests/support/postgres.sh stop FOLDER             stops that server and removes FOLDER
#   tests/support/postgres.sh follow FOLDER PRIMARY   copies the server in PRIMARY to FOLDER and starts the copy as its
#                                                     synchronous replica, on the port that FOLDER had; prints its URL
#   tests/support/postgres.sh read FOLDER PRIMARY     the same, but commits on the primary do not wait for it
#   tests/support/postgres.sh pause FOLDER            has that replica store what it gets and apply nothing
#   tests/support/postgres.sh resume FOLDER           ends that
#   tests/support/postgres.sh kill FOLDER             kills that server, as a power cut would
#   tests/support/postgres.sh promote FOLDER          makes that replica a server of its own
#
# With LOCALE (de_DE.UTF-8) the server's messages are in that language; the system must have the locale.
#
# Durability stays on (fsync, synchronous_commit): a test that kills the program must mean something.
# It serves only this machine, without passwords, and is thrown away afterwards. The role in the URL is no
# superuser, as on a real server: it may only create databases.
set -euo pipefail
support=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    echo "postgres.sh: $*" >&2
    exit 1
}

# Debian keeps initdb and pg_ctl outside PATH, one folder for each version; the newest one is taken.
programs() {
    local folder
    folder=$(find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
    if [[ -n $folder && -x $folder/initdb && -x $folder/pg_ctl ]]; then
        echo "$folder"
    elif command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(command -v pg_ctl)"
    else
        fail "no PostgreSQL server is installed (Debian's package is postgresql)"
    fi
}

# PostgreSQL refuses to run as root, so root lends it another user.
server_user() {
    if id -u postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

as_server() {
    if [[ $(id -u) -eq 0 ]]; then
        local user
        user=$(server_user)
        setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups -- "$@"
    else
        "$@"
    fi
}

start() {
    local folder=$1 messages=${2:-C.UTF-8} bin port
    bin=$(programs)
    mkdir -p "$folder"
    chmod 700 "$folder"
    if [[ $(id -u) -eq 0 ]]; then
        chown "$(server_user)" "$folder"
    fi
    # From inside the folder, because the server's user may not be allowed to see ours.
    cd "$folder"

    as_server "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --lc-messages="$messages" >"$folder/initdb.log" 2>&1 ||
        fail "initdb failed: $(cat "$folder/initdb.log")"
    port=$(free_port)
    cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 300
fsync = on
synchronous_commit = on
log_min_messages = warning
CONF
    as_server "$bin/pg_ctl" start --wait --timeout=60 --silent --pgdata="$folder/data" \
        --log="$folder/server.log" >/dev/null ||
        fail "the server did not start: $(cat "$folder/server.log")"
    as_server "$bin/psql" --quiet --host="$folder" --port="$port" --username=postgres postgres \
        --command="CREATE ROLE rejoinder LOGIN CREATEDB" >"$folder/role.log" 2>&1 ||
        fail "the role was not created: $(cat "$folder/role.log")"
    echo "postgres://rejoinder@127.0.0.1:$port/postgres"
}

free_port() {
    python3 "$support/free_port.py"
}

setting() {
    sed -n "s/^$2 = //p" "$1/data/postgresql.conf" | tail -n 1
}

sql() {
    as_server "$bin/psql" --quiet --no-align --tuples-only --host="$1" --port="$(setting "$1" port)" \
        --username=postgres postgres --command="$2"
}

follow() {
    replicate "$1" "$2" sync
}

read_replica() {
    replicate "$1" "$2" async
}

replicate() {
    local folder=$1 primary=$2 state=$3 bin port
    bin=$(programs)
    port=$(if [[ -d $folder/data ]]; then setting "$folder" port; else free_port; fi)
    rm -rf "$folder"
    mkdir -p "$folder"
    chmod 700 "$folder"
    if [[ $(id -u) -eq 0 ]]; then
        chown "$(server_user)" "$folder"
    fi
    cd "$folder"
    as_server "$bin/pg_basebackup" --pgdata="$folder/data" --host="$primary" --port="$(setting "$primary" port)" \
        --username=postgres --checkpoint=fast --wal-method=stream --write-recovery-conf >"$folder/copy.log" 2>&1 ||
        fail "the server was not copied: $(cat "$folder/copy.log")"
    cat >>"$folder/data/postgresql.conf" <<CONF
port = $port
unix_socket_directories = '$folder'
CONF
    as_server "$bin/pg_ctl" start --wait --timeout=60 --silent --pgdata="$folder/data" \
        --log="$folder/server.log" >/dev/null ||
        fail "the replica did not start: $(cat "$folder/server.log")"
    if [[ $state == sync ]]; then
        sql "$primary" "ALTER SYSTEM SET synchronous_standby_names = '*'"
        sql "$primary" "SELECT pg_reload_conf()" >/dev/null
    fi
    for _ in $(seq 300); do
        if [[ $(sql "$primary" "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'") == "$state" ]]; then
            echo "postgres://rejoinder@127.0.0.1:$port/postgres"
            return
        fi
        sleep 0.1
    done
    fail "the replica did not catch up: $(cat "$folder/server.log")"
}

pause() {
    local folder=$1 bin
    bin=$(programs)
    cd "$folder"
    sql "$folder" "SELECT pg_wal_replay_pause()" >/dev/null
    for _ in $(seq 300); do
        [[ $(sql "$folder" "SELECT pg_get_wal_replay_pause_state()") != paused ]] || return 0
        sleep 0.1
    done
    fail "the replica goes on applying"
}

resume() {
    local folder=$1 bin
    bin=$(programs)
    cd "$folder"
    sql "$folder" "SELECT pg_wal_replay_resume()" >/dev/null
}

kill_server() {
    kill -KILL "$(head -n 1 "$1/data/postmaster.pid")"
    # A process that nobody waits for seems to be there still.
    rm -f "$1/data/postmaster.pid"
}

promote() {
    local folder=$1 bin
    bin=$(programs)
    cd "$folder"
    as_server "$bin/pg_ctl" promote --wait --timeout=60 --silent --pgdata="$folder/data" >/dev/null
}

stop() {
    local folder=$1 bin
    bin=$(programs)
    if [[ -f $folder/data/postmaster.pid ]]; then
        cd "$folder"
        as_server "$bin/pg_ctl" stop --wait --silent --mode=immediate --pgdata="$folder/data" >/dev/null
    fi
    cd /
    rm -rf "$folder"
}

case "${1:-}" in
    start | stop | follow | read | pause | resume | kill | promote)
        [[ ${2:-} == /* ]] || fail "FOLDER must be an absolute path"
        case $1 in
            kill) kill_server "$2" ;;
            read) read_replica "$2" "$3" ;;
            *) "$@" ;;
        esac
        ;;
    *) fail "usage: postgres.sh start FOLDER [LOCALE]; follow or read FOLDER PRIMARY; stop, kill, promote, pause or resume FOLDER" ;;
esac
