import { expect, test } from 'vitest'
import { keep, readWaiting, settle, type WaitingScan } from './waiting-scans.ts'

const scan = (last: string): WaitingScan => ({
  scanId: `00000000-0000-4000-8000-00000000000${last}`,
  code: `CODE-${last}`,
  direction: 'in',
  deviceTime: '2026-11-21T01:00:00Z',
})

test('T-15 a scan that waits is kept once under its id and leaves when decided', () => {
  const waiting = keep(keep(keep([], scan('1')), scan('2')), scan('1'))
  expect(waiting.map(({ code }) => code)).toEqual(['CODE-2', 'CODE-1'])
  expect(settle(waiting, scan('2').scanId)).toEqual([scan('1')])
})

test('T-15 what waits survives a reload, and a broken row does not take the others along', () => {
  expect(readWaiting(JSON.stringify([scan('1'), { scanId: 'not an id' }]))).toEqual([scan('1')])
  expect(readWaiting('{broken')).toEqual([])
  expect(readWaiting(null)).toEqual([])
})
