/** Meta's answer to a call that it does not take. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly code: number
  readonly status: number
  readonly details: string
  readonly subcode: number | undefined
  constructor(code: number, details: string, { status = 400, subcode }: { readonly status?: number; readonly subcode?: number } = {}) {
    super(`(#${code}) ${details}`)
    this.code = code
    this.status = status
    this.details = details
    this.subcode = subcode
  }
}

export function errorBody({ message, code, details, subcode }: GraphError, trace: string): Record<string, unknown> {
  return {
    error: {
      message,
      type: 'OAuthException',
      code,
      ...(subcode ? { error_subcode: subcode } : {}),
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: trace,
    },
  }
}
