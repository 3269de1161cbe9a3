export type CardProblem = 'number' | 'holder' | 'expiry' | 'cvc'
type Card = { readonly number: string; readonly holder: string; readonly expiry: string; readonly cvc: string }

/** What is wrong with a card before anybody is asked. */
export function cardProblems(card: Card, now: Date): readonly CardProblem[] {
  const digits = card.number.replaceAll(/\D/g, '')
  const end = expiryOf(card.expiry)
  const checks: readonly (readonly [CardProblem, boolean])[] = [
    ['number', digits.length >= 13 && digits.length <= 19 && hasCheckDigit(digits)],
    ['holder', card.holder.trim().length >= 5],
    ['expiry', end !== undefined && new Date(2000 + Number(end.year), Number(end.month)) > now],
    ['cvc', /^\d{3,4}$/.test(card.cvc)],
  ]
  return checks.filter(([, isRight]) => !isRight).map(([problem]) => problem)
}

/** Luhn: every second digit from the right doubled, the sum a multiple of ten. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 1 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

export function expiryOf(text: string): { readonly month: string; readonly year: string } | undefined {
  const found = /^(0[1-9]|1[0-2])\s*\/?\s*(?:20)?(\d{2})$/.exec(text.trim())
  return found ? { month: found[1] ?? '', year: found[2] ?? '' } : undefined
}

/** Turns the card into a token at the provider, straight from this page: the number never reaches our own api (PCI DSS SAQ A-EP). */
export async function cardToken(card: Card, { url, publicKey }: { readonly url: string; readonly publicKey: string }): Promise<string | undefined> {
  const end = expiryOf(card.expiry)
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(15_000),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${publicKey}` },
    body: JSON.stringify({
      number: card.number.replaceAll(/\D/g, ''),
      cvc: card.cvc,
      exp_month: end?.month,
      exp_year: end?.year,
      card_holder: card.holder.trim(),
    }),
  })
  const answer: unknown = await response.json().catch(() => ({}))
  if (!response.ok || typeof answer !== 'object' || answer === null || !('data' in answer)) return undefined
  const { data } = answer
  return typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'string' ? data.id : undefined
}
