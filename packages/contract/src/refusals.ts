/** Every "no" that the product can say, with its HTTP status. Its words stand in texts/es-CO.json and texts/en.json. */
export const refusals = {
  input_invalid: 422,
  not_found: 404,
  sign_in_needed: 401,
  permission_missing: 403,
  rate_limited: 429,
  idempotency_key_missing: 400,
  idempotency_key_reused: 422,
  version_missing: 428,
  version_stale: 412,
  internal: 500,
  unavailable: 503,
  body_too_large: 413,
  body_not_json: 400,
  link_expired: 410,
  email_taken: 409,
  member_exists: 409,
  last_owner: 409,
  slug_taken: 409,
  event_incomplete: 409,
  event_state_wrong: 409,
  event_not_on_sale: 409,
  draft_closed: 409,
  type_has_sales: 409,
  capacity_below_sold: 409,
  sold_out: 409,
  sales_closed: 409,
  sales_not_open: 409,
  price_changed: 409,
  quantity_out_of_range: 422,
  too_many_open_orders: 409,
  order_state_wrong: 409,
  order_expired: 410,
  payment_method_unavailable: 409,
  payment_open: 409,
  provider_unavailable: 503,
  acceptance_missing: 422,
  refund_too_large: 409,
  refund_not_allowed: 409,
  refund_state_wrong: 409,
  payment_not_in_review: 409,
  payment_not_acceptable: 409,
  happening_not_set_aside: 409,
  scan_undo_too_late: 409,
  consent_missing: 422,
  code_unknown: 404,
  code_not_now: 409,
  code_used_up: 409,
  code_not_applicable: 409,
  code_taken: 409,
  answer_missing: 422,
  answer_wrong: 422,
} as const

export type RefusalCode = keyof typeof refusals

/** A refusal as it travels: thrown by `refuse`, written as problem+json, thrown again by the client. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>
  constructor(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
  get status(): number {
    return refusals[this.code]
  }
}

export const isRefusalCode = (code: unknown): code is RefusalCode => typeof code === 'string' && Object.hasOwn(refusals, code)
