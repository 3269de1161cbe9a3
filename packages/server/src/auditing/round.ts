import { sql } from 'kysely'
import type { Database } from '#core/database.ts'
import type { Invariant, Subject } from '#core/invariant.ts'
import type { Log } from '#core/log.ts'
import type { World } from '#core/world.ts'
import { lookSafely, rowsAfter } from './find-broken.ts'
import { Findings } from './findings.ts'
import { knownBroken, record } from './record.ts'
import { nextStretch, readWalks, rowsOf, type Walk } from './walks.ts'

export type AuditingParts = { readonly database: Database; readonly world: World; readonly log: Log; readonly invariants: readonly Invariant[] }
/** What a round may take of the database's time: rows that changed, then a part of all the rows. */
const changedMs = 800
const passMs = 1_000
/** Rounds of several workers do not add up. */
const turnMs = 10_000

type Round = AuditingParts & { readonly findings: Findings; readonly now: Date }

/**
 * One turn of the auditor: what an index shows as wrong, rows that were broken before, rows that happenings name since the last turn,
 * and as many of all rows as there is time for. A small database is seen whole in every turn, a large one in the course of minutes.
 * Answers whether it was this worker's turn.
 */
export async function auditRound(parts: AuditingParts): Promise<boolean> {
  const { database, invariants } = parts
  const now = parts.world.now()
  if (!(await takeTurn(database, now))) return false
  const round: Round = { ...parts, findings: new Findings(), now }
  await lookAtEverything(round)
  await lookAtBroken(round)
  const subjects = [...new Set(invariants.flatMap(({ of }) => (of === 'everything' ? [] : [of])))]
  const walks = await database.system((tx) => readWalks(tx, subjects))
  await record(parts, { findings: round.findings, walks: await goOn(round, await follow(round, walks)), now })
  return true
}

async function takeTurn(database: Database, now: Date): Promise<boolean> {
  const taken = await database.system((tx) =>
    sql`insert into audit_turns (taken_at) values (${now})
      on conflict (id) do update set taken_at = ${now} where audit_turns.taken_at <= ${new Date(now.getTime() - turnMs)} returning id`.execute(tx),
  )
  return taken.rows.length > 0
}

async function lookAtEverything(round: Round): Promise<void> {
  for (const invariant of round.invariants.filter(({ of }) => of === 'everything'))
    if (await look(round, invariant, [])) round.findings.sawAll(invariant)
}

/** What was broken is looked at in every turn, so that the page says at once when it is mended. */
async function lookAtBroken(round: Round): Promise<void> {
  const broken = await round.database.system((tx) => knownBroken(tx))
  for (const invariant of round.invariants) {
    const ids = broken.get(invariant.id)
    if (ids && invariant.of !== 'everything') await look(round, invariant, [...ids])
  }
}

/** Those that are furthest behind first, and each until it is up to date or the time is over. */
async function follow(round: Round, walks: readonly Walk[]): Promise<readonly Walk[]> {
  const isOver = stopwatch(changedMs)
  const followed: Walk[] = []
  for (const walk of walks.toSorted((a, b) => a.position - b.position)) followed.push(isOver() ? walk : await followOne(round, walk, isOver))
  return followed
}

async function followOne(round: Round, walk: Walk, isOver: () => boolean): Promise<Walk> {
  let { position } = walk
  do {
    const at = { ...walk, position }
    const stretch = await round.database.system((tx) => nextStretch(tx, at, round.now))
    if (!stretch) break
    const ids = await round.database.system((tx) => rowsOf(tx, walk.subject, stretch))
    for (let from = 0; from < ids.length; from += walk.subject.slice)
      await lookAtRows(round, walk.subject, ids.slice(from, from + walk.subject.slice))
    position = stretch.upTo
  } while (!isOver())
  return { ...walk, position }
}

/** The passes over all rows go on where they stopped, a slice each in turn while there is time: a short one ends in every turn, beside a long one. */
async function goOn(round: Round, walks: readonly Walk[]): Promise<readonly Walk[]> {
  const isOver = stopwatch(passMs)
  let [gone, ended]: [readonly Walk[], readonly Walk[]] = [walks, []]
  do {
    const after: Walk[] = []
    for (const walk of gone) after.push(await passSlice(round, walk))
    ended = [...ended, ...after.filter((walk) => walk.startedAt === null)]
    gone = after.filter((walk) => walk.startedAt !== null)
  } while (gone.length > 0 && !isOver())
  return [...ended, ...gone]
}

/** One slice of a pass; the last one ends it. */
async function passSlice(round: Round, walk: Walk): Promise<Walk> {
  const { subject, cursor } = walk
  const ids = await round.database.system((tx) => rowsAfter(tx, subject, cursor))
  if (ids.length > 0) await lookAtRows(round, subject, ids)
  if (ids.length === subject.slice) return { ...walk, cursor: ids.at(-1) ?? null, startedAt: walk.startedAt ?? round.now }
  for (const invariant of ofSubject(round, subject)) round.findings.sawAll(invariant)
  return { ...walk, cursor: null, startedAt: null, passedAt: round.now }
}

const ofSubject = ({ invariants }: Round, subject: Subject) => invariants.filter(({ of }) => of === subject)

async function lookAtRows(round: Round, subject: Subject, ids: readonly string[]): Promise<void> {
  for (const invariant of ofSubject(round, subject)) await look(round, invariant, ids)
}

/** A look that fails or takes too long is told and leaves what was known; the others go on. */
async function look({ database, findings, log, now }: Round, invariant: Invariant, ids: readonly string[]): Promise<boolean> {
  const startedAt = performance.now()
  try {
    const broken = await lookSafely(database, invariant, { ids, now })
    findings.saw(invariant, { ids, broken, tookMs: performance.now() - startedAt })
    return true
  } catch (error) {
    log.warn({ err: error, invariant: invariant.id }, 'the auditor could not look')
    findings.couldNotSee(invariant, performance.now() - startedAt)
    return false
  }
}

function stopwatch(milliseconds: number): () => boolean {
  const endsAt = performance.now() + milliseconds
  return () => performance.now() >= endsAt
}
