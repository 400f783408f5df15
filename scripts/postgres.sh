#!/usr/bin/env bash
# Finds a PostgreSQL on 127.0.0.1:5432, or installs and starts one on a bare Debian machine, creates the database `test` if
# needed, and prints its URL. All other output goes to stderr.
set -eu
exec 3>&1 >&2
export DEBIAN_FRONTEND=noninteractive

answers() { (exec 4<>/dev/tcp/127.0.0.1/5432) 2>/dev/null; }

# The cluster is local and for tests only: everybody on the machine may connect.
start_postgres() {
  local config version
  for config in /etc/postgresql/*/main; do
    [ -f "$config/pg_hba.conf" ] || continue
    version=$(basename "$(dirname "$config")")
    sed -i -E 's#^(host +all +all +127\.0\.0\.1/32 +).*#\1trust#' "$config/pg_hba.conf"
    # The server keeps running and must not keep the URL's pipe open.
    pg_ctlcluster --skip-systemctl-redirect "$version" main restart 3>&-
    return
  done
}

if ! answers; then
  [ "$(id -u)" = 0 ] || { echo "No PostgreSQL on 127.0.0.1:5432: start one, or run this as root."; exit 1; }
  ls /etc/postgresql/*/main/pg_hba.conf >/dev/null 2>&1 || { apt-get update -qq; apt-get install -y -qq postgresql 3>&-; }
  start_postgres
fi
command -v psql >/dev/null || { apt-get update -qq; apt-get install -y -qq postgresql-client; }
sql() { psql -wqAt -h 127.0.0.1 -U postgres -d postgres -c "$1"; }
exists=$(sql "select 1 from pg_database where datname = 'test'")
[ "$exists" = 1 ] || sql "create database test"
echo postgres://postgres@127.0.0.1:5432/test >&3
