import type { Locale } from '@fashionistas/contract'

const pick = (
  words: Readonly<Record<string, { readonly 'es-CO': string; readonly en: string }>>,
  key: string | null | undefined,
  otherwise: string,
  locale: Locale,
): string => (words[key ?? otherwise] ?? words[otherwise])?.[locale] ?? ''

const methods = {
  card: { 'es-CO': 'tarjeta', en: 'card' },
  nequi: { 'es-CO': 'Nequi', en: 'Nequi' },
  pse: { 'es-CO': 'PSE', en: 'PSE' },
  bancolombia_transfer: { 'es-CO': 'transferencia Bancolombia', en: 'Bancolombia transfer' },
  bancolombia_qr: { 'es-CO': 'QR Bancolombia', en: 'Bancolombia QR' },
  daviplata: { 'es-CO': 'DaviPlata', en: 'DaviPlata' },
  cash_voucher: { 'es-CO': 'pago en efectivo', en: 'cash payment' },
  other: { 'es-CO': 'medio de pago', en: 'payment method' },
}
export const methodWords = (method: string | null, locale: Locale): string => pick(methods, method, 'other', locale)

const failures = {
  insufficient_funds: { 'es-CO': 'fondos insuficientes', en: 'insufficient funds' },
  declined: { 'es-CO': 'la entidad lo rechazó', en: 'declined by the bank' },
  expired: { 'es-CO': 'se venció el tiempo para pagar', en: 'the time to pay ran out' },
  cancelled_by_payer: { 'es-CO': 'el pago se canceló', en: 'the payment was cancelled' },
  fraud_suspected: { 'es-CO': 'la entidad no lo autorizó por seguridad', en: 'not authorised by the bank for security' },
  invalid_data: { 'es-CO': 'un dato no coincide', en: 'a detail does not match' },
  limit_exceeded: { 'es-CO': 'supera el tope de tu cuenta', en: 'above the limit of your account' },
  provider_unavailable: { 'es-CO': 'la entidad no respondió', en: 'the bank did not answer' },
  authentication_failed: { 'es-CO': 'no se confirmó la identidad', en: 'identity was not confirmed' },
  unknown: { 'es-CO': 'la entidad no dio el motivo', en: 'the bank gave no reason' },
}
export const failureWords = (code: string | undefined, locale: Locale): string => pick(failures, code, 'unknown', locale)

const roles = {
  owner: { 'es-CO': 'propietaria o propietario', en: 'owner' },
  manager: { 'es-CO': 'gerencia', en: 'manager' },
  finance: { 'es-CO': 'finanzas', en: 'finance' },
  marketing: { 'es-CO': 'mercadeo', en: 'marketing' },
  coordinator: { 'es-CO': 'coordinación', en: 'coordinator' },
  production: { 'es-CO': 'producción', en: 'production' },
  technical: { 'es-CO': 'equipo técnico', en: 'technical crew' },
  security: { 'es-CO': 'seguridad', en: 'security' },
  door: { 'es-CO': 'puerta', en: 'door' },
  venue_manager: { 'es-CO': 'administración del lugar', en: 'venue manager' },
  sponsor: { 'es-CO': 'patrocinio', en: 'sponsor' },
  professional: { 'es-CO': 'talento', en: 'professional' },
  member: { 'es-CO': 'parte del equipo', en: 'team member' },
}
export const roleWords = (role: string | undefined, locale: Locale): string => pick(roles, role, 'member', locale)

/** An organizer may give no reason; the sentence of the template still has to stand: "fue cancelado por …". */
export const notSaid = { 'es-CO': 'decisión de quien organiza', en: 'a decision of the organizer' } as const
