/** What every answer says to the browser that gets it, whether it is a page, data, a file or a problem. */
export const safetyHeaders = (isHttps: boolean): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(self), payment=(self)',
  'cross-origin-opener-policy': 'same-origin',
  ...(isHttps ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
})

/** Answers that are no page: nobody shows them inside a page of their own. A page has its own policy (pages/content-policy.ts). */
export const dataPolicy = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
