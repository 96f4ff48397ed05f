#!/bin/bash
# Creates the services' roles and sets their passwords. PostgreSQL's image runs it for a new database. For an existing one:
# docker compose exec db /docker-entrypoint-initdb.d/roles.sh
set -euo pipefail

sql() {
  psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"
}

sql --file /balas/roles.sql
for service in bot sender auth; do
  variable="${service^^}_DB_PASSWORD"
  # From standard input, because arguments are visible in the list of processes.
  for role in "balas_$service" "balas_${service}_owner"; do
    printf "\\\\set password \`printenv %s\`\nALTER ROLE %s PASSWORD :'password';\n" "$variable" "$role" | sql
  done
done
