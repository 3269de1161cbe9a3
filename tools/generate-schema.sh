#!/usr/bin/env bash
# Writes packages/server/src/core/schema.ts from a migrated database: tools/generate-schema.sh postgres://...
set -euo pipefail
cd "$(dirname "$0")/.."
node_modules/.bin/kysely-codegen --dialect postgres --url "$1" --out-file packages/server/src/core/schema.ts --type-mapping '{"int8":"number","jsonb":"unknown"}' --include-pattern "public.*" --log-level error
