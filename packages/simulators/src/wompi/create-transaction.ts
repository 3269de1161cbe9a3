import { acceptanceProblem, type AcceptanceProblem } from './acceptance.ts'
import type { CardToken } from './cards.ts'
import { extraAtOnce } from './extras.ts'
import { fateOf, type NequiBehaviour, type TimersMs } from './fate.ts'
import type { Keys } from './keys.ts'
import { integritySignature } from './signature.ts'
import type { Transactions } from './transactions.ts'
import { CreateTransaction, inputError, PaymentMethod, zodError, type Transaction } from './wire.ts'

export type World = {
  readonly keys: Keys
  readonly merchantId: number
  readonly timers: TimersMs
  readonly transactions: Transactions
  readonly cards: Map<string, CardToken>
  now(): number
  nequi(): NequiBehaviour
}

export type Created =
  | { readonly status: 201; readonly body: { readonly data: Transaction; readonly meta: Record<string, never> } }
  | { readonly status: 422; readonly body: object }

const refused = (body: object): Created => ({ status: 422, body })
const tokenTexts: Readonly<Record<AcceptanceProblem, string>> = {
  format: 'El token de aceptación no tiene un formato válido',
  invalid: 'El token de aceptación no es válido',
  expired: 'El token de aceptación ha expirado',
}
const needCustomer: readonly PaymentMethod['type'][] = ['PSE']

/** In one go, without waiting, so that two requests with one reference cannot both pass. Checks in the order that was measured in Wompi's sandbox: body, acceptance, signature, method; the reference comes last. */
export function createTransaction(world: World, raw: unknown): Created {
  const parsed = CreateTransaction.safeParse(raw)
  if (!parsed.success) return refused(zodError(parsed.error))
  const input = parsed.data
  const problem = acceptance(world, input) ?? signature(world, input)
  if (problem) return refused(problem)

  if (input.payment_method === undefined) return refused(inputError('payment_method', 'No se especificó método de pago o fuente de pago'))
  const method = PaymentMethod.safeParse(input.payment_method)
  if (!method.success) return refused(zodError(method.error))
  const wrongMethod = methodProblem(world, input, method.data)
  if (wrongMethod) return refused(wrongMethod)
  if (world.transactions.all().some(({ transaction }) => transaction.reference === input.reference))
    return refused(inputError('reference', 'La referencia ya ha sido usada'))
  return { status: 201, body: { data: openTransaction(world, input, method.data), meta: {} } }
}

/** Past all checks; the hosted checkout comes here directly, because there a reference may be tried again. */
export function openTransaction(world: World, input: CreateTransaction, method: PaymentMethod): Transaction {
  const card = method.type === 'CARD' ? world.cards.get(method.token) : undefined
  const fate = fateOf(method, card, world.timers, world.nequi())
  return world.transactions.open({ input, method, fate, extra: (payPage) => extraAtOnce(method, card, payPage) })
}

function acceptance(world: World, input: CreateTransaction): object | undefined {
  const terms = acceptanceProblem(input.acceptance_token, 'END_USER_POLICY', world.now(), world.keys.integritySecret)
  if (terms) return inputError('acceptance_token', tokenTexts[terms])
  const privacy = acceptanceProblem(input.accept_personal_auth, 'PERSONAL_DATA_AUTH', world.now(), world.keys.integritySecret)
  return privacy && inputError('accept_personal_auth', tokenTexts[privacy])
}

function signature(world: World, input: CreateTransaction): object | undefined {
  if (input.signature === undefined) return inputError('signature', 'Firma de integridad requerida no enviada')
  return input.signature === integritySignature(input, world.keys.integritySecret) ? undefined : inputError('signature', 'La firma es inválida')
}

function methodProblem(world: World, input: CreateTransaction, method: PaymentMethod): object | undefined {
  if (input.expiration_time && Date.parse(input.expiration_time) <= world.now())
    return inputError('expiration_time', 'La fecha de expiración debe ser futura')
  if (needCustomer.includes(method.type) && (!input.customer_data?.phone_number || !input.customer_data.full_name))
    return inputError('customer_data', 'Los datos del pagador son obligatorios')
  if (input.is_three_ds && !input.customer_data?.browser_info)
    return inputError('customer_data.browser_info', 'La información del navegador es obligatoria')
  if (method.type !== 'CARD') return undefined
  const card = world.cards.get(method.token)
  if (!card || Date.parse(card.expires_at) <= world.now()) return inputError('payment_method.token', 'El token de la tarjeta no existe o ya expiró')
  return undefined
}
