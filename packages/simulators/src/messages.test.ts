import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from './sandbox/kernel/listen.ts'
import { startMessageSimulators, type MessageSimulators } from './messages.ts'

let sims: MessageSimulators
beforeAll(async () => {
  sims = await startMessageSimulators({
    publicUrl: 'http://127.0.0.1:1',
    webhookBaseUrl: 'http://127.0.0.1:1',
    clock: 'stopped',
    startAt: new Date('2026-11-21T15:00:00Z'),
  })
})
afterAll(async () => await sims.stop())

const env = (name: string): string => sims.env[name] ?? ''
async function graph(path: string, body?: unknown, token = env('WHATSAPP_TOKEN')) {
  const answer = await fetch(`${env('WHATSAPP_BASE_URL')}/v25.0${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  const told = await answer.json()
  return { status: answer.status, code: told.error?.code, subcode: told.error?.error_subcode, body: told }
}
const messages = () => `/${env('WHATSAPP_PHONE_NUMBER_ID')}/messages`
const templates = () => `/${env('WHATSAPP_WABA_ID')}/message_templates`
const template = (name: string, text = 'Hola {{first_name}}, tu pedido está listo para ti.') => ({
  name,
  language: 'es_CO',
  category: 'UTILITY',
  parameter_format: 'NAMED',
  components: [{ type: 'BODY', text, example: { body_text_named_params: [{ param_name: 'first_name', example: 'Vale' }] } }],
})
const toVale = (name: string, parameters: readonly unknown[] = [{ type: 'text', parameter_name: 'first_name', text: 'Vale' }], code = 'es_CO') => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '573001234567',
  type: 'template',
  template: { name, language: { policy: 'deterministic', code }, components: [{ type: 'body', parameters }] },
})

test('W-05 WhatsApp answers 190 to a wrong token', async () => {
  expect(await graph(messages(), toVale('x'), 'wrong')).toMatchObject({ status: 401, code: 190 })
})

test('W-04 a template is reviewed, must be sent in its own language, and with every parameter', async () => {
  expect((await graph(templates(), template('listo_v1'))).body).toMatchObject({ status: 'PENDING' })
  expect(await graph(messages(), toVale('listo_v1'))).toMatchObject({ code: 132001 })
  await sims.whatsapp.advance(2_000)
  expect((await graph(messages(), toVale('listo_v1'))).body.messages[0].id).toMatch(/^wamid\.SIM/)
  expect(await graph(messages(), toVale('listo_v1', undefined, 'es'))).toMatchObject({ code: 132001 })
  expect(await graph(messages(), toVale('listo_v1', []))).toMatchObject({ code: 132000 })
  expect(await graph(messages(), toVale('listo_v1', [{ type: 'text', parameter_name: 'first_name', text: 'a\nb' }]))).toMatchObject({ code: 132012 })
})

test('W-04 Meta’s rules for a template hold, and some are rejected by review', async () => {
  expect(await graph(templates(), template('first_v1', '{{first_name}}, hola a ti hoy.'))).toMatchObject({ code: 100, subcode: 2388299 })
  expect(await graph(templates(), template('few_v1', 'Hola {{first_name}}!'))).toMatchObject({ code: 100, subcode: 2388293 })
  await graph(templates(), template('reject_v1'))
  await graph(templates(), template('recat_v1'))
  await sims.whatsapp.advance(2_000)
  const { body } = await graph(`${templates()}?limit=100`)
  expect(body.data).toContainEqual(expect.objectContaining({ name: 'reject_v1', status: 'REJECTED' }))
  expect(body.data).toContainEqual(expect.objectContaining({ name: 'recat_v1', status: 'APPROVED', category: 'MARKETING' }))
})

test('W-01 free text is taken only in the 24 hours after the person wrote', async () => {
  const text = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '573007654321', type: 'text', text: { body: 'Hola' } }
  expect(await graph(messages(), text)).toMatchObject({ code: 131047 })
  await sims.whatsapp.receive({ from: '+573007654321', text: 'INFO', kind: 'text' })
  expect((await graph(messages(), text)).status).toBe(200)
  await sims.whatsapp.advance(24 * 3_600_000)
  expect(await graph(messages(), text)).toMatchObject({ code: 131047 })
  expect(await graph(messages(), { ...text, text: {} })).toMatchObject({ code: 131008 })
})

test('W-01 the inbox is there in both languages and shows nothing of what a message tries to be', async () => {
  await sims.whatsapp.receive({ from: '+573007654399', text: '<img src=x onerror=alert(1)> *hola*', kind: 'text' })
  const page = async (language: string) =>
    await (await fetch(`${sims.url}/dev/inbox/with/%2B573007654399`, { headers: { 'accept-language': language } })).text()
  expect(await page('en-US')).toContain('Local inbox')
  expect(await page('es-CO')).toContain('Buzón local')
  expect(await page('es-CO')).toContain('&lt;img src=x onerror=alert(1)&gt; <strong>hola</strong>')
})

test('W-01 other simulators answer under the same address, with their redirects left to the browser', async () => {
  const behind = await listen(async (request) =>
    request.method === 'POST'
      ? new Response(null, { status: 303, headers: { location: `/sim/bank/${await request.text()}` } })
      : new Response(new URL(request.url).pathname),
  )
  const front = await startMessageSimulators({
    publicUrl: 'http://127.0.0.1:1',
    webhookBaseUrl: 'http://127.0.0.1:1',
    routes: [{ prefix: '/sim/bank', url: behind.url }],
  })
  expect(await (await fetch(`${front.url}/sim/bank/pay/1`)).text()).toBe('/sim/bank/pay/1')
  const answer = await fetch(`${front.url}/sim/bank/pay/1`, { method: 'POST', body: 'done', redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sim/bank/done'])
  await front.stop()
  await behind.stop()
})
