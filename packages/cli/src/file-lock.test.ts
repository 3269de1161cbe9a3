import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { tryLock } from './file-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'fashionistas-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('X-08 two launchers cannot work in one data folder, and the next one can when the first is done', () => {
  const path = join(folder, 'one')
  const first = tryLock(path)
  expect(tryLock(path)).toEqual({ holder: process.pid })
  if ('release' in first) first.release()
  expect(tryLock(path)).toHaveProperty('release')
})

test('X-08 a lock of a process that is gone, or whose number another program has now, holds nobody up', () => {
  const path = join(folder, 'stale')
  writeFileSync(path, '4194304 1')
  expect(tryLock(path)).toHaveProperty('release')
  const own = join(folder, 'reused')
  writeFileSync(own, `${process.ppid} 1`)
  expect(tryLock(own)).toHaveProperty('release')
  expect(readFileSync(own, 'utf8')).toMatch(new RegExp(`^${process.pid} `))
})
