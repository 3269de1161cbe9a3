import { client, contract, type Client, type FashionistasContract, type Locale } from '@fashionistas/contract'
import { inject } from 'vitest'

/** Where the product stands that global-setup.ts has started. */
export const productUrl = inject('productUrl')

export type Api = Client<FashionistasContract>

/** The api as a program asks it, as a guest or under a session's cookie. */
export const apiAs = (cookie?: string): Api =>
  client(contract, { baseUrl: productUrl, headers: () => ({ origin: productUrl, ...(cookie ? { cookie } : {}) }) })

export const at = (locale: Locale, path: string): string => `${productUrl}${locale === 'en' ? `/en${path === '/' ? '' : path}` : path}`

/** Letters that no other journey of this run uses. */
export const unique = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 10)
