import type { Form } from './kept-form.ts'
import { phoneOf } from './phone.ts'

export const documentTypes = ['CC', 'CE', 'NIT', 'PP', 'TI', 'PPT'] as const
export type BuyerProblem = 'name' | 'email' | 'phone' | 'document' | 'terms' | 'personalData'

/** What is missing before the tickets can be held, in the order of the page. */
export function problemsOf(form: Form): readonly BuyerProblem[] {
  const number = form['documentNumber']?.trim() ?? ''
  const checks: readonly (readonly [BuyerProblem, boolean])[] = [
    ['name', (form['name']?.trim().length ?? 0) >= 2],
    ['email', /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(form['email']?.trim() ?? '')],
    ['phone', phoneOf(form['phone'] ?? '') !== undefined],
    ['document', number === '' || isDocument(form['documentType'] ?? 'CC', number)],
    ['terms', form['terms'] === 'yes'],
    ['personalData', form['personalData'] === 'yes'],
  ]
  return checks.filter(([, isRight]) => !isRight).map(([problem]) => problem)
}

/** The buyer as the api asks for it; call it when `problemsOf` finds nothing. */
export function buyerOf(form: Form) {
  const documentType = documentTypes.find((type) => type === form['documentType']) ?? 'CC'
  const documentNumber = form['documentNumber']?.trim() ?? ''
  return {
    name: form['name']?.trim() ?? '',
    email: form['email']?.trim() ?? '',
    phone: phoneOf(form['phone'] ?? '') ?? '',
    ...(documentNumber === '' ? {} : { documentType, documentNumber: documentNumber.replaceAll(/[.\s]/g, '') }),
  }
}

/** Passports hold letters, the rest are figures; a NIT may carry its check digit after a dash. */
function isDocument(type: string, number: string): boolean {
  const bare = number.replaceAll(/[.\s]/g, '')
  if (type === 'PP') return /^[a-z0-9]{5,16}$/i.test(bare)
  if (type === 'NIT') return /^\d{8,10}(-?\d)?$/.test(bare)
  return /^\d{4,15}$/.test(bare)
}
