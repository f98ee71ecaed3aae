# A server of PostgreSQL on loopback for the tests, not as root; sourced by .ci/run, which calls `stop_postgres` at its end.
# It sets CLIENTBASE_TEST_POSTGRES. Its data are of no worth: nothing is flushed to the disk.

postgres_programs() {
  local found
  if command -v postgres >/dev/null; then
    found=$(dirname "$(readlink -f "$(command -v postgres)")")
  elif command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/postgres" ]; then
    found=$(pg_config --bindir)
  else
    found=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
  fi
  [ -n "$found" ] && [ -x "$found/postgres" ] && [ -x "$found/initdb" ] && echo "$found"
}

# PostgreSQL refuses to run as root.
as_postgres_user() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  else
    setpriv --reuid="$postgres_user" --regid="$(id -g "$postgres_user")" --clear-groups env LC_ALL=C "$@"
  fi
}

start_postgres() {
  local programs port
  programs=$(postgres_programs)
  postgres_user=nobody
  id postgres >/dev/null 2>&1 && postgres_user=postgres
  postgres_programs_folder=$programs
  postgres_folder=$(mktemp -d)
  [ "$(id -u)" -ne 0 ] || chown "$postgres_user" "$postgres_folder"
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as_postgres_user "$programs/initdb" -D "$postgres_folder/data" -U postgres -E UTF8 --locale=C -A trust --no-sync >/dev/null
  as_postgres_user "$programs/pg_ctl" start -w -t 60 -D "$postgres_folder/data" -l "$postgres_folder/server.log" -o \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_folder -c fsync=off \
    -c full_page_writes=off -c synchronous_commit=off -c max_connections=200" >/dev/null
  export CLIENTBASE_TEST_POSTGRES="postgresql://postgres@127.0.0.1:$port/postgres"
  "$programs/postgres" --version
}

stop_postgres() {
  [ -n "${postgres_folder:-}" ] || return 0
  as_postgres_user "$postgres_programs_folder/pg_ctl" stop -m immediate -D "$postgres_folder/data" >/dev/null 2>&1 || true
  rm -rf "$postgres_folder"
}
