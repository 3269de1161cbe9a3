import { client, contract, type Client, type EventDetail, type FashionistasContract } from '@fashionistas/contract'
import { startProduct } from '@fashionistas/cli/src/product.ts'
import { temporaryFolder } from '@fashionistas/cli/src/temporary-folder.ts'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { until } from '../faults/until.ts'

type Api = Client<FashionistasContract>
/** Where a buyer goes, from the first page to the ticket. */
export type Addresses = { readonly home: string; readonly event: string; readonly checkout: string; readonly ticket: string }
/** The pages that a person in either language sees, of one built product. */
export type Pages = { readonly es: Addresses; readonly en: Addresses }

const paidWithinMs = 60_000
const key = () => ({ idempotencyKey: randomUUID() })

/** The whole built product with its demo season, and a ticket that was paid; ends with the work. */
export async function withPages<T>(tell: (step: string) => void, work: (pages: Pages) => Promise<T>): Promise<T> {
  const dataDir = temporaryFolder('pages')
  try {
    const product = await startProduct({
      dataDir,
      storage: 'memory',
      env: { RATE_LIMIT_FACTOR: '1000', LOG_LEVEL: 'error' },
      tell: (step) => tell(`  ${step}`),
    })
    try {
      const api = client(contract, { baseUrl: product.url })
      const event = await eventOnSale(api)
      const token = await buyTicket(api, event)
      return await work({ es: addressesOf(product.url, event.slug, token), en: addressesOf(`${product.url}/en`, event.slug, token) })
    } finally {
      await product.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const addressesOf = (start: string, slug: string, token: string): Addresses => ({
  home: start.endsWith('/en') ? start : `${start}/`,
  event: `${start}/eventos/${slug}`,
  checkout: `${start}/eventos/${slug}/comprar`,
  ticket: `${start}/t/${encodeURIComponent(token)}`,
})

/** The first of the season whose tickets cost something and whose buyers are asked nothing more. */
async function eventOnSale(api: Api): Promise<EventDetail> {
  const { data } = await api.listEvents({ limit: 24 })
  for (const { slug, isSoldOut, priceFrom } of data) {
    if (isSoldOut || priceFrom === null || priceFrom.minor === 0) continue
    const event = await api.getEvent({ idOrSlug: slug })
    if (event.questions.every(({ isRequired }) => !isRequired) && onSale(event)) return event
  }
  throw new Error('nothing of the season is on sale')
}

const onSale = ({ types }: EventDetail) => types.find(({ sale }) => sale.state === 'on_sale')

async function buyTicket(api: Api, event: EventDetail): Promise<string> {
  const type = onSale(event)
  if (!type) throw new Error(`nothing of ${event.slug} is on sale`)
  const lines = [{ typeId: type.id, quantity: 1 }]
  const { hash } = await api.quoteOrder({ eventId: event.id, lines })
  const order = await api.placeOrder(
    {
      eventId: event.id,
      lines,
      quoteHash: hash,
      buyer: { name: 'Rosalba Quintero', email: `${randomUUID()}@example.co`, phone: '+573105550199' },
      consents: { terms: true, personalData: true },
    },
    key(),
  )
  const token = decodeURIComponent(new URL(order.link ?? '', 'http://here.invalid').pathname.split('/').at(-1) ?? '')
  await api.startPayment({ orderId: order.id, token, method: 'nequi', details: { nequiPhone: '3001111111' } }, key())
  await until('the ticket is paid', async () => (await api.getOrder({ orderId: order.id, token })).tickets.length > 0, paidWithinMs)
  return token
}
