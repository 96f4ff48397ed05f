#!/usr/bin/env bash
# Puts five faults into the rules for waiting chats, one at a time, and shows which of 1,500 random schedules finds each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -B -ntp verify -pl bot-service -am -Dtest=WaitingMutationTests -Dit.test=WaitingMutationsIT \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
