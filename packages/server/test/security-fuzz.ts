import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { hostileBodies, hostileEscapes, hostileWords } from './hostile-words.ts'
import { inputOf, operationNames, operations, type OperationName } from './operation-inputs.ts'
import type { Season } from './season.ts'
import { curlOf, sendWire, type Wire } from './security-wire.ts'
import { requestOf } from './send-operation.ts'
import { strangeInputs } from './strange-inputs.ts'

export type Headers = Readonly<Record<string, string>>
export type Fuzzed = { readonly requests: number; readonly statuses: Readonly<Record<number, number>>; readonly faults: readonly string[] }
export type Target = {
  readonly url: string
  readonly season: Season
  readonly newId: () => string
  /** The same seed sends the same requests. */
  readonly seed: number
}

const atOnce = 8
/** Pictures and documents take tenths of a second to draw: fewer of them. */
const shareOfFiles = 0.25

/** Sends all, eight at a time; an answer of 5xx, or none at all, is a fault of ours. */
export async function sendAll({ url, seed }: Pick<Target, 'url' | 'seed'>, wires: readonly Wire[]): Promise<Fuzzed> {
  const waiting = wires.values()
  const statuses: Record<number, number> = {}
  const faults: string[] = []
  const worker = async () => {
    for (const wire of waiting) {
      const { status, text } = await sendWire(url, wire)
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status === 0 || status >= 500) faults.push(`seed ${seed}: ${status} ${text.slice(0, 120)}\n  ${curlOf(url, wire)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { requests: wires.length, statuses, faults }
}

const wireOf = ({ newId }: Target, name: OperationName, input: Readonly<Record<string, unknown>>, headers: Headers): Wire => {
  const { method, path, sent } = requestOf(name, input, { 'idempotency-key': newId(), 'if-match': '"1"', ...headers })
  const named = Object.entries({ ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }), ...sent.headers })
  return { method, path, headers: named, ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }) }
}
const rightWire = (target: Target, name: OperationName, headers: Headers): Wire => wireOf(target, name, inputOf(name, target.season), headers)

/** What ends things comes last, so that the others find what they name. */
const isEnding = (name: OperationName): boolean => /^(cancel|remove|release|revoke|postpone)/.test(name)
const inOrder = operationNames.toSorted((a, b) => Number(isEnding(a)) - Number(isEnding(b)))

/** Inputs made from the schema of every operation: right, nearly right and hostile. */
export const strangeRequests = (target: Target, headers: Headers, runs: number): readonly Wire[] =>
  inOrder.flatMap((name) =>
    strangeInputs(name, target.season, { count: operations[name]?.file ? Math.ceil(runs * shareOfFiles) : runs, seed: target.seed }).map((input) =>
      wireOf(target, name, input, headers),
    ),
  )

const choose = <T>(seed: number, from: readonly T[], count: number): readonly T[] =>
  count >= from.length ? from : fc.sample(fc.constantFrom(...from), { numRuns: count, seed })

/** Bodies that are no right JSON, or too much of it, for every operation that takes one. */
export const strangeBodies = (target: Target, headers: Headers, runs: number): readonly Wire[] =>
  inOrder.flatMap((name, at) => {
    const wire = rightWire(target, name, headers)
    return wire.body === undefined ? [] : choose(target.seed + at, hostileBodies, runs).map((body) => ({ ...wire, body }))
  })

/** Every field of a path, and every query, with text and bytes that do not belong there. */
export function strangePaths(target: Target, headers: Headers, runs: number): readonly Wire[] {
  return inOrder.flatMap((name, at) => {
    const [method = 'GET', pattern = '/'] = (operations[name]?.route ?? '').split(' ')
    const right = rightWire(target, name, headers)
    const words = choose(target.seed + at, [...hostileEscapes, ...hostileWords.filter((word) => word !== '').map(encodeURIComponent)], runs)
    const inPath = pattern.includes('{') ? words.map((word) => ({ ...right, path: pattern.replaceAll(/\{\w+\}/g, word) })) : []
    const query = (word: string) =>
      `limit=${word}&limit=2&cursor=${word}&q=${word}&a[]=1&a[b]=2&__proto__[x]=1&constructor=1&=&&&token=${word}&near=${word}&from=${word}`
    const inQuery = method === 'GET' ? words.map((word) => ({ ...right, path: `${right.path.split('?')[0]}?${query(word)}` })) : []
    return [...inPath, ...inQuery]
  })
}

const headerNames = [
  'idempotency-key',
  'if-match',
  'accept-language',
  'x-forwarded-for',
  'cookie',
  'authorization',
  'x-request-id',
  'content-type',
  'accept',
  'accept-encoding',
  'origin',
  'range',
  'if-none-match',
  'sec-fetch-site',
  'user-agent',
  'transfer-encoding',
  'expect',
  'last-event-id',
  'x-forwarded-host',
  'x-forwarded-proto',
] as const
const headerWords = [
  ...hostileWords.map((word) => word.replaceAll(/[\r\n]/g, ' ')),
  'es;q=x, en;q=1e999, *;q=-1',
  'fashionistas.session_token=x.y',
  'fashionistas.session_token=%E0%A4%A; fashionistas.session_token=',
  `fashionistas.session_token=${'a'.repeat(3_000)}.${'b'.repeat(43)}%3D`,
  'Bearer fk_%00',
  `Bearer fk_${'x'.repeat(150)}`,
  'Basic Og==',
  '"0"',
  'W/"99999999999999999999"',
  '*',
  '1.2.3.4, ::1, [::1]:80, 999.999.999.999',
  'chunked',
  'bytes=0-,5-1,-0',
  'text/plain; charset=utf-16',
  'multipart/form-data; boundary=',
]
/** One of each way through the kernel: a list, a page, a stored key, a key of its own, a version, a file, a person. */
const carriers: readonly OperationName[] = [
  'listEvents',
  'getEvent',
  'createDraft',
  'placeOrder',
  'changeEvent',
  'getEventCalendar',
  'getMe',
  'listOwnEvents',
]

export function strangeHeaders(target: Target, headers: Headers, runs: number): readonly Wire[] {
  const cases = carriers.flatMap((name) => headerNames.flatMap((header) => headerWords.map((word) => ({ name, header, word }))))
  return choose(target.seed, cases, runs * headerNames.length).map(({ name, header, word }) => {
    const wire = rightWire(target, name, headers)
    return { ...wire, headers: [...wire.headers.filter(([other]) => other !== header), [header, word]] }
  })
}

const signInPaths = [
  'sign-up/email',
  'sign-in/email',
  'sign-in/magic-link',
  'phone-number/send-otp',
  'phone-number/verify',
  'request-password-reset',
  'reset-password',
  'send-verification-email',
  'change-password',
  'change-email',
  'revoke-other-sessions',
  'sign-out',
] as const
const signInPages = [
  'get-session',
  'magic-link/verify',
  'verify-email',
  'reset-password/x',
  'callback/x',
  'error',
  'ok',
  '../me',
  'reset-password/%00',
  'reset-password/%ff',
] as const
const signInFields = [
  'email',
  'password',
  'name',
  'callbackURL',
  'phoneNumber',
  'code',
  'token',
  'newPassword',
  'currentPassword',
  'newEmail',
  'redirectTo',
  'rememberMe',
  'image',
  'locale',
  'id',
  'emailVerified',
  'disableSession',
  'updatePhoneNumber',
  'errorCallbackURL',
  'newUserCallbackURL',
] as const
const rightSignIn = {
  email: 'ana@example.co',
  password: 'una clave bien larga',
  name: 'Ana',
  phoneNumber: '+573001234567',
  code: '123456',
  token: 'x',
  newPassword: 'otra clave bien larga',
  newEmail: 'otra@example.co',
}

/** Signing in, up and out with one field broken, a body that is none, and addresses with what does not belong there. */
export function strangeSignIns({ seed }: Pick<Target, 'seed'>, headers: Headers, runs: number): readonly Wire[] {
  const value = fc.oneof(
    fc.constantFrom<unknown>(
      ...hostileWords,
      null,
      true,
      -1,
      1e308,
      [],
      {},
      [['x']],
      { $gt: '' },
      ['ana@example.co'],
      'ana@example.co',
      '+573001234567',
    ),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.jsonValue({ maxDepth: 3 }),
  )
  const broken = fc.record({ field: fc.constantFrom(...signInFields), value })
  const named = Object.entries({ 'content-type': 'application/json', ...headers })
  const posts = signInPaths.flatMap((name, at) => {
    const wire = { method: 'POST', path: `/api/v1/auth/${name}`, headers: named }
    const bodies = fc
      .sample(broken, { numRuns: runs, seed: seed + at })
      .map(({ field, value: put }) => JSON.stringify({ ...rightSignIn, [field]: put }))
    return [...bodies, ...choose(seed + at, hostileBodies, Math.ceil(runs / 3))].map((body) => ({ ...wire, body }))
  })
  const words = choose(seed, [...hostileEscapes, ...hostileWords.map(encodeURIComponent)], runs)
  const gets = signInPages.flatMap((name) =>
    words.map((word) => ({
      method: 'GET',
      path: `/api/v1/auth/${name}?token=${word}&callbackURL=${word}&errorCallbackURL=${word}&x[]=${word}`,
      headers: named,
    })),
  )
  return [...posts, ...gets]
}

/** The live stream: topics, tokens and positions that are none. */
export function strangeStreams({ seed, season }: Target, headers: Headers, runs: number): readonly Wire[] {
  const words = choose(seed, [...hostileEscapes, ...hostileWords.map(encodeURIComponent)], runs)
  const topics = (word: string) => [
    word,
    `event:${word}:state`,
    `event:${season.ids['eventId']}:${word}`,
    `order:${season.ids['orderId']}&token=${word}`,
    Array.from({ length: 40 }, () => `event:${season.ids['eventId']}:state`).join(','),
  ]
  const positions = ['-1', '0', '99999999999999999999', 'x', '', '1e3', '9007199254740991']
  return words.flatMap((word, at) =>
    topics(word).map((topic) => ({
      method: 'GET',
      path: `/api/v1/live?topics=${topic}`,
      headers: [...Object.entries(headers), ['last-event-id', positions[at % positions.length] ?? ''] as const],
    })),
  )
}

type Secrets = {
  readonly sandbox: string
  readonly whatsapp: string
  readonly wompi: string
  readonly twilio: { readonly token: string; readonly url: string }
}
const hmac = (algorithm: string, secret: string, ...parts: readonly (string | Uint8Array)[]) =>
  parts.reduce<ReturnType<typeof createHmac>>((sum, part) => sum.update(part), createHmac(algorithm, secret))

/** What the outside companies could send: without a signature, and rightly signed nonsense that gets past it. */
export function strangeWebhooks({ seed }: Pick<Target, 'seed'>, secrets: Secrets, runs: number): readonly Wire[] {
  const made = fc.sample(
    fc.oneof(
      fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
      news,
    ),
    { numRuns: runs * 10, seed },
  )
  const bodies: readonly (string | Uint8Array)[] = [...made, ...hostileBodies]
  const json = ['content-type', 'application/json'] as const
  const post = (company: string, body: string | Uint8Array, headers: Wire['headers']) => ({
    method: 'POST',
    path: `/webhooks/${company}`,
    headers,
    body,
  })
  return bodies.flatMap((body) => [
    ...['sandbox', 'wompi', 'whatsapp', 'twilio'].map((company) => post(company, body, [json])),
    post('sandbox', body, [json, ['x-sandbox-signature', `t=1793631600,v1=${hmac('sha256', secrets.sandbox, '1793631600.', body).digest('hex')}`]]),
    post('whatsapp', body, [json, ['x-hub-signature-256', `sha256=${hmac('sha256', secrets.whatsapp, body).digest('hex')}`]]),
    post('wompi', wompiEvent(body, secrets.wompi), [json]),
    post('twilio', body, [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['x-twilio-signature', hmac('sha1', secrets.twilio.token, secrets.twilio.url).digest('base64')],
    ]),
    {
      method: 'GET',
      path: `/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=${encodeURIComponent(Buffer.from(body).toString('utf8').slice(0, 300).toWellFormed())}`,
      headers: [],
    },
  ])
}

const wild = fc.oneof(fc.constantFrom<unknown>(...hostileWords, null, -1, [], {}, 1e308), fc.jsonValue({ maxDepth: 2 }))
/** The forms of the companies' news, with anything in their fields. */
const news: fc.Arbitrary<string> = fc
  .oneof(
    fc.record({
      id: wild,
      type: fc.oneof(fc.constant('payment.updated'), wild),
      payment: fc.oneof(fc.record({ id: wild, reference: wild, status: wild, amount: wild, refundedMinor: wild }), wild),
      sentAt: wild,
    }),
    fc.record({
      object: fc.oneof(fc.constant('whatsapp_business_account'), wild),
      entry: fc.oneof(
        fc.array(
          fc.record({
            id: wild,
            changes: fc.array(
              fc.record({
                field: fc.oneof(fc.constant('messages'), wild),
                value: fc.record({ statuses: fc.array(wild), messages: fc.array(wild), metadata: wild }),
              }),
              { maxLength: 2 },
            ),
          }),
          { maxLength: 2 },
        ),
        wild,
      ),
    }),
  )
  .map((value) => JSON.stringify(value))

/** Whatever it is as the data of an event with the right checksum. */
function wompiEvent(body: string | Uint8Array, secret: string): string {
  const transaction = { id: '1-2', status: Buffer.from(body).toString('utf8').slice(0, 200).toWellFormed(), amount_in_cents: 1, reference: 'x' }
  const checksum = createHash('sha256')
    .update(`${transaction.id}${transaction.status}${transaction.amount_in_cents}1793631600${secret}`)
    .digest('hex')
  return JSON.stringify({
    event: 'transaction.updated',
    data: { transaction },
    environment: 'test',
    signature: { properties: ['transaction.id', 'transaction.status', 'transaction.amount_in_cents'], checksum },
    timestamp: 1_793_631_600,
    sent_at: '2026-11-02T15:00:00.000Z',
  })
}
