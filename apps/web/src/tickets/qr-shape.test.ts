import QRCode from 'qrcode'
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

test('T-13 the drawn bars are the dark squares of the code, each once', () => {
  const { size, path } = qrShape('FA1:0123456789')
  const drawn = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].flatMap(([, x, y, wide]) =>
    Array.from({ length: Number(wide) }, (_, step) => (Number(y) - 4) * (size - 8) + Number(x) - 4 + step),
  )
  const { modules } = QRCode.create([{ data: 'FA1:0123456789', mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' })
  expect(drawn).toEqual(Array.from(modules.data, (isDark, place) => (isDark ? place : -1)).filter((place) => place >= 0))
})
