import { expect } from 'vitest'
import { productUrl } from './product.ts'

type Attachment = { readonly filename: string; readonly contentType: string; readonly url: string }
export type Message = {
  readonly channel: 'whatsapp' | 'sms' | 'email'
  readonly subject?: string
  readonly text: string
  readonly template?: string
  readonly attachments: readonly Attachment[]
  readonly links: readonly string[]
}

/** What a phone or an address has received so far, oldest first. */
export async function messagesTo(person: string): Promise<readonly Message[]> {
  const answer = await fetch(`${productUrl}/dev/inbox/messages?to=${encodeURIComponent(person)}`)
  const messages: readonly Message[] = await answer.json()
  return messages
}

/** Waits until a message has come that fits, and hands it over. */
export async function arrival(person: string, fits: (message: Message) => boolean): Promise<Message> {
  const find = async () => (await messagesTo(person)).findLast(fits)
  await expect.poll(find, { timeout: 20_000, interval: 200, message: `a message to ${person}` }).toBeDefined()
  const found = await find()
  if (!found) throw new Error(`the message to ${person} is gone`)
  return found
}

/** The first link of a message whose address holds a text. */
export function linkIn({ links }: Message, part: string): string {
  const found = links.find((link) => link.includes(part))
  if (!found) throw new Error(`no link with ${part} among ${links.join(' ')}`)
  return found
}
