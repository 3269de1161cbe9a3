import { expect, test } from 'vitest'
import { qrShape } from './qr-shape.ts'

test('T-13 a ticket token in capitals makes a smaller code than the same in small letters', () => {
  const token = `FA1:${'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.repeat(4)}`
  expect(qrShape(token).size).toBeLessThan(qrShape(token.toLowerCase()).size)
})

test('T-13 the code keeps four quiet squares on each side', () => {
  const { path } = qrShape('HELLO')
  const places = [...path.matchAll(/M(\d+) (\d+)h/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
  expect(Math.min(...places)).toBe(4)
})
