import type { Quote } from '@fashionistas/contract'
import { refusalCode } from '../shell/problem.ts'
import { tidyCode } from '../shell/promo-code.ts'
import type { Form } from './kept-form.ts'

const refusals: readonly (string | undefined)[] = ['code_unknown', 'code_not_now', 'code_used_up', 'code_not_applicable']
/** A "no" to the code, not to the tickets: the way on is to go without it. */
export const isCodeRefusal = (error: unknown): boolean => refusals.includes(refusalCode(error))

type Priced = { readonly quote: Quote; readonly codeRefusal: unknown }

/** The price with the code; when the code is refused, the price without it and why. Who guessed too often is priced without it too. */
export async function priceWithCode(ask: (promoCode?: string) => Promise<Quote>, code: string): Promise<Priced> {
  if (code === '') return { quote: await ask(), codeRefusal: null }
  try {
    return { quote: await ask(code), codeRefusal: null }
  } catch (error) {
    if (!isCodeRefusal(error) && refusalCode(error) !== 'rate_limited') throw error
    return { quote: await ask(), codeRefusal: error }
  }
}

/** What a link's code does to the form: it is applied once, so that who takes it off keeps it off, also after a reload. */
export function takeFromLink(form: Form, linked: string): Form | undefined {
  if (linked === '' || form['codeLinked'] === linked) return undefined
  return { code: linked, codeTyped: linked, codeLinked: linked }
}

/** What stands in the field and was not applied yet. */
export function waitingCode(form: Form): string {
  const typed = tidyCode(form['codeTyped'] ?? '')
  return typed === (form['code'] ?? '') ? '' : typed
}
