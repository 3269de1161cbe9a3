import { expect, test } from 'vitest'
import { ForgedNews } from '#messaging/channel.ts'
import { webhookReceiver } from '../../../test/webhook-receiver.ts'
import { problemOf } from './problems.ts'
import { toMessage } from './to-message.ts'
import { whatsapp } from './whatsapp.ts'
import vector from './whatsapp.vectors.json' with { type: 'json' }

const config = { baseUrl: 'http://127.0.0.1', version: 'v25.0', token: 't', phoneNumberId: '10', appSecret: vector.secret, verifyToken: 'right' }
const channel = whatsapp(config)
const raw = new TextEncoder().encode(vector.raw_body)
const headers = (signature: string) => new Headers({ [vector.header]: signature })

test('W-05 a webhook is believed on its raw bytes, escaped letters included', () => {
  const { inbound } = channel.readWebhook(raw, headers(vector.value), '')
  expect(inbound).toMatchObject([
    { providerId: 'wamid.SIM1', from: '+573001234567', name: 'Valentina Ñ', text: 'Mañana 🎟️', kind: 'text', at: new Date(1_795_305_600_000) },
  ])
  const again = new TextEncoder().encode(JSON.stringify(JSON.parse(vector.raw_body)))
  for (const [bytes, signature] of [
    [again, vector.value],
    [raw, vector.value.replace('f4', '0f')],
    [raw, ''],
  ] as const)
    expect(() => channel.readWebhook(bytes, headers(signature), '')).toThrow(ForgedNews)
})

test('W-05 the verification question is answered only to who knows our word', () => {
  const ask = (word: string) =>
    channel.verifyChallenge(new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': word, 'hub.challenge': '123' }))
  expect(ask('right')).toBe('123')
  expect(ask('wrong')).toBeUndefined()
})

test('W-02 Meta’s codes say what to do, whatever their title', () => {
  const table = {
    retry_backoff: [1, 131000, 133004],
    retry_after: [4, 80007, 130429, 131056],
    fallback_channel: [131026, 131049, 130472],
    suppress: [131050],
    fix_payload: [100, 132000, 131009],
    fix_template: [132001, 132015, 132068],
    halt_sender: [0, 190, 200, 299, 131048, 131064, 133010],
  }
  for (const [problem, codes] of Object.entries(table)) for (const code of codes) expect([code, problemOf(code, 400)]).toEqual([code, problem])
  expect(problemOf(undefined, 503)).toBe('retry_backoff')
  expect(problemOf(999_999, 400)).toBe('fix_payload')
})

test('W-01 a server that cannot be reached is tried again', async () => {
  const closed = await webhookReceiver()
  await closed.stop()
  const unreachable = whatsapp({ ...config, baseUrl: closed.url })
  const template = { key: 'k', whatsappName: 'k_v1', language: 'es_CO', header: null, body: [], buttons: [] }
  expect(
    await unreachable.send({
      deliveryId: 'd',
      to: '+573001234567',
      template,
      variables: {},
      buttonValues: [],
      subject: '',
      text: 'x',
      attachments: [],
    }),
  ).toMatchObject({ state: 'refused', problem: 'retry_backoff', code: 'ECONNREFUSED' })
})

test('W-01 a person without a visible phone is written to by Meta’s id, and our id travels along', () => {
  const message = { deliveryId: 'd-1', variables: {}, buttonValues: [], subject: '', text: 'Hola', attachments: [] }
  expect(toMessage({ ...message, to: 'CO.1502576394655843' }, undefined)).toMatchObject({
    recipient: 'CO.1502576394655843',
    biz_opaque_callback_data: 'd-1',
    type: 'text',
  })
  expect(toMessage({ ...message, to: '+573001234567' }, undefined)).toMatchObject({ to: '573001234567' })
})
