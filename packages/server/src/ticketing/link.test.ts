import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { makeLink, readLink } from './link.ts'

const secret = new Secret('a secret that only this test uses')
const orderId = '01936f00-0000-7000-8000-0000000000af'
const expiresAt = new Date('2027-01-05T00:00:00.000Z')
const link = makeLink(secret, { orderId, version: 3, expiresAt })

test('T-12 a link says which order, which version and until when, to the day', () => {
  expect(readLink(secret, link)).toEqual({ orderId, version: 3, expiresAt })
})

test('T-12 a link ends at the end of a day, never before its time', () => {
  const read = readLink(secret, makeLink(secret, { orderId, version: 1, expiresAt: new Date('2027-01-05T00:00:00.001Z') }))
  expect(read?.expiresAt).toEqual(new Date('2027-01-06T00:00:00.000Z'))
})

test('T-12 a link with any sign exchanged, cut short or made longer is none', () => {
  const forged = Array.from(link, (sign, at) => link.slice(0, at) + (sign === 'A' ? 'B' : 'A') + link.slice(at + 1)).filter((text) => text !== link)
  const read = [...forged, link.slice(0, -1), `${link}A`, link.slice(1), link.split('.')[0] ?? '', '', '.'].map((text) => readLink(secret, text))
  expect(read.filter((facts) => facts !== undefined)).toEqual([])
})

test('T-12 a link of another installation is none, nor is one that was signed for another purpose', () => {
  const body = link.split('.')[0] ?? ''
  expect(readLink(new Secret('the secret of somebody else here'), link)).toBeUndefined()
  expect(readLink(secret, `${body}.${secret.sign('another', body).slice(0, 22)}`)).toBeUndefined()
})

test('T-12 a body of another length is no link, also when it is signed', () => {
  const bodies = [18, 20].map((length) => Buffer.alloc(length, 7).toString('base64url'))
  const links = bodies.map((body) => `${body}.${secret.sign('order_link', body).slice(0, 22)}`)
  expect(links.map((text) => readLink(secret, text))).toEqual([undefined, undefined])
})

test('T-12 a link with more of its signature than links have is none', () => {
  const body = link.split('.')[0] ?? ''
  expect(`${body}.${secret.sign('order_link', body).slice(0, 22)}`).toBe(link) // with 22 letters it is the link itself
  for (const length of [23, 43]) expect(readLink(secret, `${body}.${secret.sign('order_link', body).slice(0, length)}`)).toBeUndefined()
})
