import type { Locale } from '@fashionistas/contract'
import { sql } from 'kysely'
import type { Tx } from '#core/database.ts'
import type { Claimant } from './order-claims.ts'

/** Addresses of people who came with their phone and have not told us an email yet. Nothing is ever sent to `.invalid` (RFC 2606). */
const placeholderDomain = '@phone.invalid'
export const placeholderEmail = (id: string): string => `${id}${placeholderDomain}`
export const isPlaceholder = (email: string): boolean => email.toLowerCase().endsWith(placeholderDomain)
/** The email as people may see it: empty where there is only a placeholder. */
export const shownEmail = (email: string): string => (isPlaceholder(email) ? '' : email)

export type Account = {
  id: string
  name: string
  email: string
  email_verified: boolean
  phone_number: string | null
  phone_number_verified: boolean
  locale: string
}

const columns = ['id', 'name', 'email', 'email_verified', 'phone_number', 'phone_number_verified', 'locale'] as const

export async function findAccount(tx: Tx, userId: string): Promise<Account | undefined> {
  return await tx.selectFrom('users').select(columns).where('id', '=', userId).executeTakeFirst()
}

export async function findAccountByEmail(tx: Tx, email: string): Promise<Account | undefined> {
  return await tx.selectFrom('users').select(columns).where('email', '=', email).executeTakeFirst()
}

export async function changeAccount(
  tx: Tx,
  userId: string,
  changes: { readonly name?: string; readonly locale?: string; readonly updated_at: Date },
): Promise<Account | undefined> {
  return await tx.updateTable('users').set(changes).where('id', '=', userId).returning(columns).executeTakeFirst()
}

export const userView = (account: Account) => ({
  id: account.id,
  name: account.name,
  email: shownEmail(account.email),
  emailVerified: account.email_verified,
  phone: account.phone_number,
  phoneVerified: account.phone_number_verified,
  locale: localeFrom(account.locale),
})

export const claimantOf = (account: Account): Claimant => ({
  userId: account.id,
  email: account.email,
  emailVerified: account.email_verified,
  phone: account.phone_number,
  phoneVerified: account.phone_number_verified,
})

const localeFrom = (locale: string): Locale => (locale === 'en' ? 'en' : 'es-CO')

export type SessionRow = { id: string; created_at: Date; expires_at: Date; ip_address: string | null; user_agent: string | null }

/** Own sessions only: row-level security sees to it. */
export async function openSessions(tx: Tx, userId: string): Promise<readonly SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select id, created_at, expires_at, ip_address, user_agent from sessions where user_id = ${userId} and expires_at > now() order by created_at desc limit 100`.execute(
    tx,
  )
  return rows
}

export async function endSession(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  const { rows } = await sql`delete from sessions where user_id = ${userId} and id::text = ${sessionId} returning id`.execute(tx)
  return rows.length > 0
}
