import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { magicLink, phoneNumber } from 'better-auth/plugins'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Config } from '#core/config.ts'
import type { Database } from '#core/database.ts'
import type { Log } from '#core/log.ts'
import { localeOf } from '#core/problem.ts'
import type { Secret } from '#core/secret.ts'
import type { World } from '#core/world.ts'
import { isPlaceholder, placeholderEmail } from './accounts.ts'
import type { Attempts, Window } from './attempts.ts'
import type { Grants } from './grants.ts'
import { joinInvitations } from './join-invitations.ts'
import { tables } from './sign-in-tables.ts'
import { requestSignIn, type SignInMessage } from './sign-in-message.ts'

export type SignInParts = {
  readonly config: Config
  readonly database: Database
  readonly world: World
  readonly log: Log
  readonly secret: Secret
  readonly grants: Grants
  readonly attempts: Attempts
  readonly pool: pg.Pool
}

export const basePath = '/api/v1/auth'
export const cookiePrefix = 'fashionistas'
/** Ours alone: set from the peer's address, whatever the request brought along. */
export const addressHeader = 'x-fashionistas-address'
const day = 86_400
const minute = 60
const maxName = 120

/** A request budget of one address. Generous, because a mobile network puts thousands behind one; accounts have tighter guards. */
const perAddress: Readonly<Record<string, Window>> = {
  '/sign-up/email': { max: 20, seconds: 10 * minute },
  '/sign-in/email': { max: 60, seconds: 5 * minute },
  '/sign-in/magic-link': { max: 20, seconds: 10 * minute },
  '/magic-link/verify': { max: 60, seconds: 5 * minute },
  '/phone-number/send-otp': { max: 20, seconds: 10 * minute },
  '/phone-number/verify': { max: 60, seconds: 5 * minute },
  '/request-password-reset': { max: 20, seconds: 10 * minute },
  '/send-verification-email': { max: 20, seconds: 10 * minute },
  '/change-password': { max: 10, seconds: 10 * minute },
}

/** better-auth on our tables: what it sends goes through the outbox, and nothing of it is open but `sign-in-routes.ts`. */
export const signIn = (parts: SignInParts) =>
  betterAuth({ ...tables, ...account(parts), ...safety(parts), plugins: [links(parts), phones(parts)], databaseHooks: hooks(parts) })

const send = (parts: SignInParts, headers: Headers | undefined, message: Omit<SignInMessage, 'locale'>): Promise<void> =>
  requestSignIn(parts, { ...message, locale: localeOf(headers?.get('accept-language')) })

const account = (parts: SignInParts) =>
  ({
    emailAndPassword: {
      enabled: true, // hashed with scrypt, the library's default
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * minute,
      sendResetPassword: async ({ user, url }, request) => await send(parts, request?.headers, { kind: 'reset', email: user.email, url }),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: day,
      sendVerificationEmail: async ({ user, url }, request) => {
        if (!isPlaceholder(user.email)) await send(parts, request?.headers, { kind: 'verify', email: user.email, url })
      },
    },
    user: {
      ...tables.user,
      additionalFields: { locale: { type: 'string', required: false, defaultValue: 'es-CO', input: false } },
      changeEmail: {
        enabled: true,
        sendChangeEmailConfirmation: async ({ user, url }, request) =>
          await send(parts, request?.headers, { kind: 'verify', email: user.email, url }),
      },
    },
  }) satisfies BetterAuthOptions

const safety = ({ config, world, log, secret, attempts, pool }: SignInParts) =>
  ({
    appName: 'Fashionistas',
    baseURL: config.PUBLIC_URL,
    basePath,
    secret: secret.sign('better_auth', 'sessions'),
    database: pool,
    trustedOrigins: [new URL(config.PUBLIC_URL).origin],
    telemetry: { enabled: false },
    onAPIError: { throw: true }, // faults come to the handler of authentication.ts, which logs them once
    // Its messages name emails: only that something failed is ours to keep.
    logger: { level: 'error', log: (level, message) => log.warn({ from: 'better-auth', level }, message.replaceAll(/\S+@\S+/g, '[hidden]')) },
    rateLimit: {
      enabled: true,
      window: minute,
      max: Math.ceil(300 * config.RATE_LIMIT_FACTOR),
      customRules: {
        '/get-session': false,
        ...Object.fromEntries(
          Object.entries(perAddress).map(([path, { max, seconds }]) => [path, { window: seconds, max: Math.ceil(max * config.RATE_LIMIT_FACTOR) }]),
        ),
      },
      customStorage: {
        consume: async (key, { window, max }) => {
          const seconds = await attempts.count(`address ${key}`, { max, seconds: window })
          return { allowed: seconds === 0, retryAfter: seconds === 0 ? null : seconds }
        },
      },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: config.PUBLIC_URL.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => world.newId() },
    },
  }) satisfies BetterAuthOptions

const links = (parts: SignInParts) =>
  magicLink({
    expiresIn: 15 * minute,
    sendMagicLink: async ({ email, url }, ctx) => await send(parts, ctx?.headers, { kind: 'magic_link', email, url }),
  })

const phones = (parts: SignInParts) =>
  phoneNumber({
    otpLength: 6,
    expiresIn: 10 * minute,
    allowedAttempts: 3,
    schema: { user: { fields: { phoneNumber: 'phone_number', phoneNumberVerified: 'phone_number_verified' } } },
    sendOTP: async ({ phoneNumber: phone, code }, ctx) => await send(parts, ctx?.headers, { kind: 'otp', phone, code }),
    // The email column is not null: a placeholder stands there until the person adds an address (change-email) and proves it.
    signUpOnVerification: { getTempEmail: () => placeholderEmail(parts.world.newId()), getTempName: () => '' },
  })

type Person = { readonly id: string; readonly email: string; readonly emailVerified: boolean }

const hooks = (parts: SignInParts) =>
  ({
    user: {
      create: {
        before: async (user, ctx) => ({
          data: { ...user, name: user.name.trim().slice(0, maxName), locale: localeOf(ctx?.headers?.get('accept-language')) },
        }),
        after: async (user) => await join(parts, user),
      },
      update: { after: async (user) => await join(parts, user) },
    },
    session: { create: { after: async ({ id, userId, ipAddress }) => await recordSignIn(parts, { id, userId, ip: ipAddress }) } },
  }) satisfies BetterAuthOptions['databaseHooks']

async function join({ database, grants, world }: SignInParts, { id, email, emailVerified }: Person): Promise<void> {
  if (emailVerified) await joinInvitations(database, grants, { userId: id, email, at: world.now() })
}

async function recordSignIn(
  { database, world }: SignInParts,
  { id, userId, ip }: { readonly id: string; readonly userId: string; readonly ip: string | null | undefined },
): Promise<void> {
  await database.system((tx) =>
    sql`select private.audit('user', ${userId}, null, 'signIn', ${id}, null, ${ip || null}, null, null, ${world.now()})`.execute(tx),
  )
}
