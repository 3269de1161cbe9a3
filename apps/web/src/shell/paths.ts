import type { Locale } from './locale.ts'

export type Paths = ReturnType<typeof pathsFor>

/** Every address of the product. Spanish stands at the root, English under /en; the segments are the same. */
export function pathsFor(locale: Locale) {
  const at = (path: string) => (locale === 'en' ? `/en${path === '/' ? '' : path}` : path)
  const of = encodeURIComponent
  return {
    home: () => at('/'),
    events: (filters: Readonly<Record<string, string>> = {}) => `${at('/eventos')}${queryOf(filters)}`,
    event: ({ slug }: { readonly slug: string }) => at(`/eventos/${of(slug)}`),
    checkout: ({ slug }: { readonly slug: string }) => at(`/eventos/${of(slug)}/comprar`),
    organizer: ({ slug }: { readonly slug: string }) => at(`/organizadores/${of(slug)}`),
    order: ({ token }: { readonly token: string }) => at(`/o/${of(token)}`),
    tickets: ({ token }: { readonly token: string }) => at(`/t/${of(token)}`),
    payAgain: ({ token }: { readonly token: string }) => at(`/pay/${of(token)}`),
    wayThere: ({ token }: { readonly token: string }) => at(`/map/${of(token)}`),
    refund: ({ token }: { readonly token: string }) => at(`/refund/${of(token)}`),
    keep: ({ token }: { readonly token: string }) => at(`/w/${of(token)}`),
    paymentReturn: ({ token }: { readonly token: string }) => at(`/pago/${of(token)}`),
    signIn: (then?: string) => `${at('/entrar')}${then ? queryOf({ then }) : ''}`,
    myTickets: () => at('/mis-boletas'),
    account: () => at('/cuenta'),
    terms: () => at('/terminos'),
    privacy: () => at('/datos-personales'),
    panel: () => at('/panel'),
    ownEvents: () => at('/panel/eventos'),
    ownEvent: ({ id }: { readonly id: string }) => at(`/panel/eventos/${of(id)}`),
    editEvent: ({ id }: { readonly id: string }) => at(`/panel/eventos/${of(id)}/editar`),
    eventOrders: ({ id }: { readonly id: string }) => at(`/panel/eventos/${of(id)}/pedidos`),
    eventAttendees: ({ id }: { readonly id: string }) => at(`/panel/eventos/${of(id)}/asistentes`),
    refunds: () => at('/panel/devoluciones'),
    team: () => at('/panel/equipo'),
    keys: () => at('/panel/llaves'),
    organization: () => at('/panel/organizacion'),
    health: () => at('/panel/salud'),
    doors: () => at('/puerta'),
    door: ({ id }: { readonly id: string }) => at(`/puerta/${of(id)}`),
  }
}

/** The same page in the other language. */
export function inLocale(path: string, locale: Locale): string {
  const bare = path.replace(/^\/en(?=\/|$)/, '') || '/'
  return locale === 'en' ? `/en${bare === '/' ? '' : bare}` : bare
}

function queryOf(filters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(filters).toString()
  return query === '' ? '' : `?${query}`
}
