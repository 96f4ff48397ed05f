#!/usr/bin/env bash
# Puts five faults into the sender's core, one at a time, and shows which of 100,000 random schedules finds each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -B -ntp verify -pl sender-service -am -Dtest=MutationTests -Dit.test=MutationsIT \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
