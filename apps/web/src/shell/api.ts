import type { Client, FashionistasContract } from '@fashionistas/contract'
import type { Locale } from './locale.ts'
import { routes } from './routes.ts'
import { client } from './wire.ts'

export type Api = Client<FashionistasContract>

/** The api from the browser: same origin, cookies of the session, answers in the language of the page. */
export const api: Api = client(lean(), { baseUrl: '', headers: () => ({ 'accept-language': document.documentElement.lang || 'es-CO' }) })

/** The api asked by this server: for cached pages without a person behind it, for a page of one visitor in the name of that address. */
export function serverApi(locale: Locale, visitor: string | null = null): Api {
  const baseUrl = process.env['API_URL'] ?? 'http://127.0.0.1:3000'
  return client(lean(), { baseUrl, headers: () => ({ 'accept-language': locale, ...(visitor === null ? {} : { 'x-forwarded-for': visitor }) }) })
}

function lean(): FashionistasContract {
  const table: unknown = Object.fromEntries(
    Object.entries(routes).map(([name, operation]) => [name, { route: operation.route, file: 'isFile' in operation ? ['*/*'] : undefined }]),
  )
  return asContract(table)
}

function asContract(table: unknown): FashionistasContract {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the client reads only `route` and `file`, and api.test.ts proves that the table equals the contract in both
  return table as FashionistasContract
}
