import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { startPeople, type PeopleGround } from './people-ground.ts'
import { given } from '../../test/given.ts'

let ground: PeopleGround
beforeAll(async () => {
  ground = await startPeople({ RATE_LIMIT_FACTOR: '1' })
})
afterAll(async () => await ground.stop())

const password = 'una clave bien larga'
let counter = 0
const newEmail = () => `persona${(counter += 1)}@example.com`
const newPhone = () => `+5730012345${String((counter += 1)).padStart(2, '0')}`

async function signedUp(email: string) {
  const browser = ground.browser()
  const answer = await browser.post('/sign-up/email', { name: 'Ana Gómez', email, password })
  expect(answer.status).toBe(200)
  return { browser, answer }
}

test('X-01 who signs up is signed in, gets a letter to confirm the address, and the cookie is HttpOnly and Lax', async () => {
  const email = newEmail()
  const { browser, answer } = await signedUp(email)
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('fashionistas.session_token='))
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  expect(cookie).toMatch(/Max-Age=2592000/)
  const actor = await browser.actor()
  expect(actor.kind).toBe('user')

  const letter = await ground.lastMessage('verify')
  expect(letter).toMatchObject({ email, locale: 'es-CO' })
  expect((await browser.get(letter.url ?? '')).status).toBeLessThan(400)
  expect(await ground.as(actor).getMe({})).toMatchObject({
    user: { email, emailVerified: true, name: 'Ana Gómez', locale: 'es-CO' },
    memberships: [],
    isAdmin: false,
    unclaimedOrders: 3,
  })
})

test('X-01 links and codes stand in the outbox only encrypted', async () => {
  await signedUp(newEmail())
  const { rows } = await ground.database.system((tx) =>
    sql<{ words: string }>`select data::text as words from outbox where type = 'sign_in.requested'`.execute(tx),
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { words } of rows) expect(words).not.toContain('http')
})

test('X-01 a session that is revoked ends at once, and only its owner can end it', async () => {
  const email = newEmail()
  const { browser: phone } = await signedUp(email)
  const laptop = ground.browser({ 'user-agent': 'Laptop' })
  expect((await laptop.post('/sign-in/email', { email, password })).status).toBe(200)
  const owner = await phone.actor()
  const { data } = await ground.as(owner).listSessions({})
  expect(data).toHaveLength(2)
  const other = data.find((session) => !session.isCurrent)
  expect(other).toMatchObject({ userAgent: 'Laptop', ipAddress: '203.0.113.7' })

  const stranger = await given.user(ground)
  await expect(ground.as(stranger.actor).revokeSession({ sessionId: other?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' })
  expect((await laptop.actor()).kind).toBe('user')
  await ground.as(owner).revokeSession({ sessionId: other?.id ?? '' })
  expect((await laptop.actor()).kind).toBe('guest')
  expect((await phone.actor()).kind).toBe('user')
  await expect(ground.as(owner).revokeSession({ sessionId: other?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(ground.as(owner).revokeSession({ sessionId: 'not an id' })).rejects.toMatchObject({ code: 'not_found' })
})

test('X-01 signing out ends the session', async () => {
  const { browser } = await signedUp(newEmail())
  await browser.post('/sign-out', {})
  expect((await browser.actor()).kind).toBe('guest')
})

test('X-01 a magic link signs in once, makes the account, and never again', async () => {
  const email = newEmail()
  const browser = ground.browser({ 'accept-language': 'en' })
  expect((await browser.post('/sign-in/magic-link', { email: email.toUpperCase(), callbackURL: '/mis-boletas' })).body).toEqual({ status: true })
  const { url = '', locale } = await ground.lastMessage('magic_link')
  expect(locale).toBe('en')
  const opened = await browser.get(url)
  expect(opened.status).toBe(302)
  expect(opened.headers.get('location')).toContain('/mis-boletas')
  expect(await ground.as(await browser.actor()).getMe({})).toMatchObject({ user: { email, emailVerified: true, locale: 'en' } })

  const thief = ground.browser()
  await thief.get(url)
  expect((await thief.actor()).kind).toBe('guest')
})

test('X-01 a magic link may not lead to another site', async () => {
  const answer = await ground.browser().post('/sign-in/magic-link', { email: newEmail(), callbackURL: 'https://evil.example/x' })
  expect(answer).toMatchObject({ status: 403, body: { code: 'permission_missing' } })
})

test('X-01 who signed up with somebody else’s address loses it when the owner proves it', async () => {
  const email = newEmail()
  const { browser: squatter } = await signedUp(email)
  const owner = ground.browser()
  await owner.post('/sign-in/magic-link', { email })
  await owner.get((await ground.lastMessage('magic_link')).url ?? '')
  expect((await owner.actor()).kind).toBe('user')
  expect((await squatter.actor()).kind).toBe('guest')
  expect((await squatter.post('/sign-in/email', { email, password })).status).toBe(401)
})

test('X-01 a one-time code signs a new phone up; the email comes later and counts once it is proved', async () => {
  const phone = newPhone()
  const browser = ground.browser()
  expect((await browser.post('/phone-number/send-otp', { phoneNumber: phone.slice(3) })).status).toBe(200) // as people write it: without +57
  const { code = '', ...message } = await ground.lastMessage('otp')
  expect(message).toMatchObject({ phone })
  expect(code).toMatch(/^\d{6}$/)
  expect((await browser.post('/phone-number/verify', { phoneNumber: phone, code })).status).toBe(200)
  const actor = await browser.actor()
  expect(await ground.as(actor).getMe({})).toMatchObject({ user: { phone, phoneVerified: true, email: '', emailVerified: false, name: '' } })

  const email = newEmail()
  expect((await browser.post('/change-email', { newEmail: email })).status).toBe(200)
  expect(await ground.as(actor).getMe({})).toMatchObject({ user: { email: '' } })
  const letter = await ground.lastMessage('verify')
  expect(letter.email).toBe(email)
  await browser.get(letter.url ?? '')
  expect(await ground.as(actor).getMe({})).toMatchObject({ user: { email, emailVerified: true, phone } })
})

test('X-01 a code works once, and three wrong guesses end it', async () => {
  const phone = newPhone()
  const browser = ground.browser()
  await browser.post('/phone-number/send-otp', { phoneNumber: phone })
  const { code = '' } = await ground.lastMessage('otp')
  await browser.post('/phone-number/verify', { phoneNumber: phone, code })
  const again = await ground.browser().post('/phone-number/verify', { phoneNumber: phone, code })
  expect(again).toMatchObject({ status: 401, body: { code: 'code_wrong', title: 'Ese código no sirve' } })

  await browser.post('/phone-number/send-otp', { phoneNumber: phone })
  const { code: next = '' } = await ground.lastMessage('otp')
  const wrong = next === '000000' ? '111111' : '000000'
  const guesser = ground.browser()
  for (let guess = 0; guess < 3; guess += 1) await guesser.post('/phone-number/verify', { phoneNumber: phone, code: wrong })
  expect((await guesser.post('/phone-number/verify', { phoneNumber: phone, code: next })).status).toBe(401)
})

test('X-01 a phone gets five codes an hour, however it is written', async () => {
  const phone = newPhone()
  const spellings = [phone, phone.slice(3), phone.replace('+57', '+57 '), phone.slice(1), ` ${phone}`]
  for (const phoneNumber of spellings) expect((await ground.browser().post('/phone-number/send-otp', { phoneNumber })).status).toBe(200)
  const answer = await ground.browser().post('/phone-number/send-otp', { phoneNumber: phone })
  expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('X-01 eight wrong passwords lock the account for a quarter of an hour, also against the right one', async () => {
  const email = newEmail()
  await signedUp(email)
  const browser = ground.browser()
  for (let guess = 0; guess < 8; guess += 1)
    expect(await browser.post('/sign-in/email', { email, password: `wrong password ${guess}` })).toMatchObject({
      status: 401,
      body: { code: 'credentials_wrong' },
    })
  expect(await browser.post('/sign-in/email', { email, password })).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  ground.world.move(15 * 60_000 + 1)
  expect((await browser.post('/sign-in/email', { email, password })).status).toBe(200)
})

test('X-01 an account that does not exist answers like one that does', async () => {
  const email = newEmail()
  await signedUp(email)
  const browser = ground.browser()
  const nobody = newEmail()
  const said = async (path: string, sent: (email: string) => unknown) => {
    const [known, unknown] = [await browser.post(path, sent(email)), await browser.post(path, sent(nobody))]
    return [known, unknown].map(({ status, body }) => ({ path, status, body: { ...body, requestId: undefined } }))
  }
  for (const [path, body] of [
    ['/sign-in/email', (address: string) => ({ email: address, password: 'not the password' })],
    ['/request-password-reset', (address: string) => ({ email: address, redirectTo: '/entrar' })],
    ['/sign-in/magic-link', (address: string) => ({ email: address })],
    ['/send-verification-email', (address: string) => ({ email: address })],
  ] as const) {
    const [known, unknown] = await said(path, body)
    expect(known).toEqual(unknown)
  }
})

test('X-01 a new password by letter ends all sessions and the old password', async () => {
  const email = newEmail()
  const { browser } = await signedUp(email)
  await ground.browser().post('/request-password-reset', { email, redirectTo: '/entrar' })
  const letter = await ground.lastMessage('reset')
  const opened = await ground.browser().get(letter.url ?? '')
  const token = new URL(opened.headers.get('location') ?? '').searchParams.get('token')
  const change = () => ground.browser().post('/reset-password', { newPassword: 'otra clave bien larga', token })
  expect((await change()).status).toBe(200)
  expect(await change()).toMatchObject({ status: 410, body: { code: 'link_expired' } })
  expect((await browser.actor()).kind).toBe('guest')
  expect((await browser.post('/sign-in/email', { email, password })).status).toBe(401)
  expect((await browser.post('/sign-in/email', { email, password: 'otra clave bien larga' })).status).toBe(200)
})

test('X-01 a short password, a wrong email and a taken one are told as problems in the reader’s language', async () => {
  const email = newEmail()
  await signedUp(email)
  const english = ground.browser({ 'accept-language': 'en' })
  expect(await english.post('/sign-up/email', { name: 'Ana', email: newEmail(), password: 'short' })).toMatchObject({
    status: 422,
    body: { code: 'input_invalid', errors: [{ path: 'password' }], title: 'Check what you entered' },
  })
  expect(await english.post('/sign-up/email', { name: 'Ana', email: 'nothing', password })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'email' }] },
  })
  expect(await english.post('/sign-up/email', { name: 'Ana', email, password })).toMatchObject({ status: 409, body: { code: 'email_taken' } })
  expect(await ground.browser().post('/phone-number/send-otp', { phoneNumber: '12' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'phoneNumber' }] },
  })
})

test('X-01 nothing of the library is open but what we listed, and no other site can post', async () => {
  const { browser } = await signedUp(newEmail())
  for (const path of ['/sign-in/phone-number', '/sign-in/social', '/delete-user', '/update-user', '/sign-in/email/', '//sign-in/email'])
    expect({ path, status: (await browser.post(path, {})).status }).toEqual({ path, status: 404 })
  expect(await browser.post('/sign-out', {}, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
  expect(await browser.post('/sign-in/email', {}, { 'content-type': 'text/plain' })).toMatchObject({ status: 400, body: { code: 'body_not_json' } })
  expect((await browser.actor()).kind).toBe('user')
})

test('X-02 who proves an invited address joins; an address that is only claimed does not', async () => {
  const organizer = await given.organizer(ground)
  const email = newEmail()
  const invited = await ground.as(organizer.actor).addMember({ organizationId: organizer.organizationId, email, role: 'finance' })
  expect(invited).toMatchObject({ userId: null, joinedAt: null })
  const { browser } = await signedUp(email)
  expect((await ground.as(await browser.actor()).getMe({})).memberships).toEqual([])

  await browser.get((await ground.lastMessage('verify')).url ?? '')
  const actor = await browser.actor()
  expect(await ground.as(actor).getMe({})).toMatchObject({ memberships: [{ organizationId: organizer.organizationId, role: 'finance' }] })
  expect(actor.kind === 'user' && actor.permissions.has('orders.refund')).toBe(true)
})

test('X-04 each sign-in leaves a row in the audit log', async () => {
  const { browser } = await signedUp(newEmail())
  const actor = await browser.actor()
  const userId = actor.kind === 'user' ? actor.userId : ''
  const { rows } = await ground.database.system((tx) => sql`select operation, ip from audit_log where actor_id = ${userId}`.execute(tx))
  expect(rows).toEqual([{ operation: 'signIn', ip: '203.0.113.7' }])
})
