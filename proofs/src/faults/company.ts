import { z } from 'zod'

export type Outcome = 'approved' | 'declined'
export type Company = {
  readonly id: 'sandbox' | 'wompi'
  /** How many payments the company made under a reference of this order. */
  chargesOf(orderCode: string): Promise<number>
  decide(providerRef: string, outcome: Outcome): Promise<void>
  approveAgain(providerRef: string): Promise<void>
  /** Of the next payments it approves, the amount on record is another than was asked for. */
  takeWrongAmounts(isWrong: boolean): Promise<void>
}
const Records = z.array(z.object({ reference: z.string(), id: z.string() }))
const words = { sandbox: { approved: 'succeeded', declined: 'failed' }, wompi: { approved: 'APPROVED', declined: 'DECLINED' } }

/** A payment company's simulator, driven from outside over its control desk. */
export function company(id: 'sandbox' | 'wompi', url: string): Company {
  const order = async (path: string, fields: object): Promise<void> => {
    const answer = await fetch(`${url}/_sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    })
    if (!answer.ok) throw new Error(`${id}: ${path} was refused: ${answer.status} ${await answer.text()}`)
  }
  return {
    id,
    async chargesOf(orderCode) {
      const records = Records.parse(await (await fetch(`${url}/_sim/transactions`)).json())
      return records.filter(({ reference }) => reference.startsWith(`${orderCode}-`)).length
    },
    decide: (providerRef, outcome) => order(`transactions/${encodeURIComponent(providerRef)}/status`, { status: words[id][outcome] }),
    approveAgain: (providerRef) => order(`transactions/${encodeURIComponent(providerRef)}/approve-again`, {}),
    takeWrongAmounts: (isWrong) => order('delivery', { mode: isWrong ? 'wrong_amount' : 'normal' }),
  }
}

/** Wompi's Nequi waits for a person, as the sandbox's does. */
export async function leaveNequiToPeople(wompiUrl: string): Promise<void> {
  await fetch(`${wompiUrl}/_sim/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'nequi', value: 'by_hand' }),
  })
}
