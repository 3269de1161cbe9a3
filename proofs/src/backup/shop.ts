import { hold, pay, quote, type Wish } from '@fashionistas/bench/src/buyer.ts'
import { lines } from '@fashionistas/bench/src/lines.ts'
import { openEvent, openOrganizer } from '@fashionistas/bench/src/organizer.ts'

const plenty = 50_000

/** An event with enough for everyone. */
export async function openShop(url: string): Promise<Wish> {
  const { eventId, typeIds, questionId } = await openEvent(await openOrganizer(url), {
    title: 'Una venta que no para',
    capacity: plenty,
    types: [{ name: 'General', quantity: plenty, priceMinor: 12_000_000 }],
  })
  return { eventId, typeId: typeIds[0] ?? '', quantity: 1, questionId }
}

/** `buyers` people buy one order after the other for as long as the work takes; those under way are ended. */
export async function sellWhile<T>(
  url: string,
  { wish, buyers }: { readonly wish: Wish; readonly buyers: number },
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly orders: number; readonly holdMs: readonly number[] }> {
  const open = lines(url, buyers)
  const holdMs: number[] = []
  let goesOn = true
  const buyer = async (): Promise<void> => {
    while (goesOn) holdMs.push(await buyOne(open, wish))
  }
  const crowd = Promise.all(Array.from({ length: buyers }, buyer))
  const brokenOff = crowd.then(async () => await new Promise<never>(() => undefined)) // ends only with a buyer who fails
  brokenOff.catch(() => undefined) // told below
  try {
    const result = await Promise.race([work(), brokenOff])
    goesOn = false
    await crowd
    return { result, orders: holdMs.length, holdMs }
  } finally {
    goesOn = false
    open.close()
  }
}

/** One whole order; answers how long the hold took. */
export async function buyOne(open: ReturnType<typeof lines>, wish: Wish): Promise<number> {
  const hash = await quote(open, wish)
  const held = hash === undefined ? undefined : await hold(open, wish, hash)
  if (!held) throw new Error('sold out in the middle of the proof')
  await pay(open, held)
  return held.tookMs
}
