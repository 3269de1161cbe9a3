import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../migrations/', import.meta.url)
/** The files before it made an empty database; those after it find a full one, with people at work. */
const firstBesideReaders = 11
const outside = '-- outside a transaction'

/** Why a statement may hold up people, file by file. `made` are the tables that the same file makes: they are empty. */
type Rule = { readonly why: string; readonly finds: (statement: string, made: ReadonlySet<string>, earlier: readonly string[]) => boolean }

const tableOf = (statement: string): string => /^alter table (?:only )?(?:public\.)?"?(\w+)"?/.exec(statement)?.[1] ?? ''
const isOfOld = (statement: string, made: ReadonlySet<string>): boolean => statement.startsWith('alter table') && !made.has(tableOf(statement))

const rules: readonly Rule[] = [
  {
    why: 'builds an index while nobody may write: create index concurrently, in a file of its own that begins with "-- outside a transaction"',
    finds: (statement, made) => {
      const table = /^create (?:unique )?index (?!concurrently).*?\bon (?:only )?(?:public\.)?"?(\w+)"?/.exec(statement)?.[1]
      return table !== undefined && !made.has(table)
    },
  },
  {
    why: 'writes the table anew or reads all of it under a lock: add a column, fill it, switch',
    finds: (statement, made) => isOfOld(statement, made) && /\balter (?:column )?\w+ (?:set data )?type\b|\bgenerated always as \(/.test(statement),
  },
  {
    why: 'reads the whole table under a lock: a check of the same, not valid; validate it in the next file; then set not null',
    finds: (statement, made) => isOfOld(statement, made) && /\bset not null\b/.test(statement),
  },
  {
    why: 'holds every row against it under a lock: add it not valid, and validate it in the next file',
    finds: (statement, made) => isOfOld(statement, made) && parts(statement).some((part) => isChecking(part) && !part.includes('not valid')),
  },
  {
    why: 'builds the key under a lock: create the unique index concurrently, then add the constraint using it',
    finds: (statement, made) =>
      isOfOld(statement, made) &&
      parts(statement).some((part) => /^add .*\b(?:unique|primary key|exclude)\b/.test(part) && !part.includes('using index')),
  },
  {
    why: 'reads the whole table while the lock of an earlier statement of this file is still held: validate it in a file of its own',
    finds: (statement, made, earlier) =>
      isOfOld(statement, made) &&
      statement.includes('validate constraint') &&
      earlier.some((other) => isOfOld(other, made) && !other.includes('validate constraint')),
  },
  {
    why: 'takes what the running old version still reads: remove it one version later',
    finds: (statement, made) => isOfOld(statement, made) && /\bdrop column\b|\brename\b/.test(statement),
  },
]

const isChecking = (part: string): boolean => /^add (?:constraint \w+ )?(?:check|foreign key)\b|^add column .*\b(?:references|check)\b/.test(part)

/** Looked at by a person: the table is small, or the lock short, for the reason given. */
const allowed: Readonly<Record<string, string>> = {
  '0014_door.sql: alter table check_in_lists add constraint check_in_lists_of_event unique (id, event_id, organization_id)':
    'a handful of lists an event: thousands of rows, indexed within milliseconds',
}

test('R-08 no migration holds up people who read or write beside it', () => {
  const files = readdirSync(folder).filter((name) => /^\d{4}_.*\.sql$/.test(name) && Number(name.slice(0, 4)) >= firstBesideReaders)
  expect(files.length).toBeGreaterThan(0)
  expect(files.flatMap(faultsOf)).toEqual([])
})

test('R-08 the look at migrations sees what blocks, and lets pass what does not', () => {
  const blocking = [
    'create index on orders (code)',
    'alter table orders alter column code type varchar(20)',
    'alter table orders alter column referral set not null',
    'alter table orders add constraint small check (total_minor < 5)',
    'alter table orders add column vip boolean check (vip), add column b int',
    'alter table orders add column friend uuid references users',
    'alter table orders add constraint one unique (code)',
    'alter table orders drop column referral',
    'alter table orders add constraint small check (a < 5) not valid; alter table orders validate constraint small',
  ]
  for (const text of blocking) expect([text, faultsIn('x.sql', text).length]).toEqual([text, 1])
  const harmless = [
    'create table fresh (id int); create index on fresh (id); alter table fresh add constraint low check (id < 5)',
    'alter table orders add column vip boolean not null default false',
    'alter table orders add constraint small check (a < 5) not valid',
    'alter table orders validate constraint small',
    '-- outside a transaction\ncreate index concurrently if not exists o on orders (code)',
  ]
  for (const text of harmless) expect([text, faultsIn('x.sql', text)]).toEqual([text, []])
})

function faultsOf(file: string): readonly string[] {
  return faultsIn(file, readFileSync(new URL(file, folder), 'utf8'))
}

function faultsIn(file: string, text: string): readonly string[] {
  const statements = statementsOf(text)
  const made = new Set(statements.flatMap((statement) => /^create table (?:if not exists )?(?:\w+\.)?"?(\w+)"?/.exec(statement)?.[1] ?? []))
  const isOutside = text.startsWith(outside)
  return statements.flatMap((statement, index) => {
    const found = rules.find(({ finds }) => finds(statement, made, isOutside ? [] : statements.slice(0, index)))
    return found && allowed[`${file}: ${statement}`] === undefined ? [`${file}: ${statement}\n  ${found.why}`] : []
  })
}

/** Lower case, without comments and bodies of functions, one blank between words. */
function statementsOf(text: string): readonly string[] {
  return text
    .replaceAll(/\$(\w*)\$.*?\$\1\$/gs, '')
    .replaceAll(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim().toLowerCase())
    .filter((statement) => statement !== '')
}

/** The actions of one ALTER TABLE: commas outside brackets part them. */
function parts(statement: string): readonly string[] {
  const actions = statement.replace(/^alter table (?:only )?\S+ /, '')
  let depth = 0
  const cut = [...actions].map((letter) => {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    return letter === ',' && depth === 0 ? '\n' : letter
  })
  return cut
    .join('')
    .split('\n')
    .map((part) => part.trim())
}
