import { startMessageSimulators } from '@fashionistas/simulators/messages.ts'
import { expect, test } from 'vitest'
import { problemOf, smtp } from './smtp.ts'

const letter = {
  deliveryId: '0190f0aa-0000-7000-8000-000000000001',
  variables: {},
  buttonValues: [],
  subject: 'Tus boletas',
  text: 'Aquí están',
  html: '<p>Aquí están</p>',
  attachments: [{ filename: 'boletas.pdf', contentType: 'application/pdf', bytes: new TextEncoder().encode('%PDF-1.4') }],
}

test('W-01 a mail that is sent twice is one mail in the box, and a box that does not exist says so', async () => {
  const simulators = await startMessageSimulators({ publicUrl: 'http://127.0.0.1:1', webhookBaseUrl: 'http://127.0.0.1:1' })
  const channel = smtp({ url: simulators.env['SMTP_URL'] ?? '', from: 'Fashionistas <boletas@fashionistas.co>' })
  const first = await channel.send({ ...letter, to: 'vale@example.co' })
  expect(await channel.send({ ...letter, to: 'vale@example.co' })).toEqual(first)
  expect(simulators.mailbox.mails()).toMatchObject([
    { to: 'vale@example.co', subject: 'Tus boletas', attachments: [{ filename: 'boletas.pdf', contentType: 'application/pdf' }] },
  ])
  expect(await channel.send({ ...letter, to: 'rebota@example.co' })).toMatchObject({ state: 'refused', problem: 'fallback_channel', code: '550' })
  channel.close()
  await simulators.stop()
})

test('W-02 only what is lost after the body went out is uncertain', () => {
  expect(problemOf('ECONNECTION', Number.NaN, 'CONN')).toBe('retry_backoff')
  expect(problemOf('ETIMEDOUT', Number.NaN, 'DATA')).toBe('unknown_outcome')
  expect(problemOf('EAUTH', 535, 'AUTH PLAIN')).toBe('halt_sender')
  expect(problemOf('EENVELOPE', 451, 'RCPT TO')).toBe('retry_backoff')
})
