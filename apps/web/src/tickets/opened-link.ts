import type { OrderView } from '@fashionistas/contract'
import { serverApi } from '../shell/api.ts'
import type { Locale } from '../shell/locale.ts'

export type OpenedLink = { readonly token: string; readonly order: OrderView }

/** Longer, and the page is worth more without its order. */
const patienceMs = 2_000

/** The order behind a signed link, for the page's HTML. Without it (refused, late, no api) the browser asks by itself and says what is wrong. */
export async function openedLink(token: string, locale: Locale, visitor: string | null): Promise<OpenedLink | undefined> {
  try {
    return { token, order: await serverApi(locale, visitor).openLink({ token }, { signal: AbortSignal.timeout(patienceMs) }) }
  } catch {
    return undefined
  }
}
