import { defineConfig } from 'oxlint'

export default defineConfig({
  options: { typeAware: true },
  ignorePatterns: ['**/node_modules/**', '**/.next*/**', '.data/**', '.tmp/**', 'apps/web/public/**', 'packages/server/src/core/schema.ts'],
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'react', 'jsx-a11y', 'nextjs', 'vitest'],
  jsPlugins: ['./tools/house-rules.js'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    'house/boundaries': 'error',
    'house/no-globals-of-chance': 'error',
    'import/no-cycle': 'error',
    'react/react-in-jsx-scope': 'off',
    // Off, each with its reason.
    'import/no-named-as-default-member': 'off', // pg is CommonJS: its default export is the way in
    'import/no-unassigned-import': 'off', // style sheets
    'typescript/consistent-return': 'off', // the compiler knows better which ways out are left
    'typescript/unbound-method': 'off', // our objects are closures, without `this`
    'typescript/no-misused-spread': 'off', // code points are what we want of a string
    'unicorn/consistent-function-scoping': 'off', // a function stands beside what it explains
    'unicorn/no-thenable': 'off', // `then` is a good name for what comes next in a table
    'eslint/no-underscore-dangle': 'off',
    'eslint/no-unmodified-loop-condition': 'off', // a listener ends the loop
    'oxc/no-async-endpoint-handlers': 'off', // it is about Express; this is Hono
    'jsx-a11y/prefer-tag-over-role': 'off', // role="status" announces; <output> is something else to people
    'jsx-a11y/no-redundant-roles': 'off', // Safari forgets that a list without bullets is one
    'jsx-a11y/no-interactive-element-to-noninteractive-role': 'off', // a table shown as cards on a phone needs its roles back

    'nextjs/no-img-element': 'off', // pictures come from our api in the asked width; next/image would draw them a second time
    'unicorn/require-post-message-target-origin': 'off', // it is about windows; ours are worker threads
    'vitest/valid-expect': ['error', { maxArgs: 2 }], // the second says what broke

    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
  },
  // Journeys are told by a visitor's story: the test and its title stand in `asVisitor`, the expectations inside the story.
  overrides: [{ files: ['e2e/**'], rules: { 'vitest/no-standalone-expect': 'off', 'vitest/expect-expect': 'off', 'vitest/valid-title': 'off' } }],
})
