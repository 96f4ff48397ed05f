#!/usr/bin/env bash
# Pins each action to the commit of its tag, and each image to the digest of its tag. Needs gh and docker buildx.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

files=(Dockerfile docker-compose.yml)
mapfile -t -O 2 files < <(git ls-files 'k8s/*.yaml')

grep -hoE 'uses: [^ ]+@v[0-9.]+' .github/workflows/*.yml | sort -u | while read -r _ action; do
  commit=$(gh api "repos/${action%@*}/commits/${action#*@}" --jq .sha)
  sed -i "s|uses: $action\$|uses: ${action%@*}@$commit # ${action#*@}|" .github/workflows/*.yml
done

grep -hoE '(FROM|image:) [a-z][a-z0-9./-]*:v?[0-9]+\.[0-9][A-Za-z0-9._-]*' "${files[@]}" | sort -u | while read -r _ image; do
  digest=$(docker buildx imagetools inspect "$image" --format '{{.Manifest.Digest}}')
  sed -i -E "s#((FROM|image:) $image)( |\$)#\\1@$digest\\3#" "${files[@]}"
done
