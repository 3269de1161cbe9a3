import { demoSignIns } from '@fashionistas/server/demo/people/sign-ins.ts'
import type pg from 'pg'
import type { Visit } from './readers.ts'

/** What visitors open, and what the demo's organizer opens: lists of orders and people under row-level security. */
export async function listVisits(origin: string, database: pg.Pool): Promise<readonly Visit[]> {
  const organizer = demoSignIns().find(({ role }) => role === 'organizer')
  if (!organizer) throw new Error('the season has no organizer')
  const { rows } = await database.query<{ id: string; slug: string; house: string }>(
    `select e.id, e.slug, e.organization_id as house from events e join memberships m on m.organization_id = e.organization_id join users u on u.id = m.user_id
      where u.email = $1 and e.state <> 'draft' order by (select count(*) from orders o where o.event_id = e.id) desc limit 1`,
    [organizer.email],
  )
  const event = rows[0]
  if (!event) throw new Error('the organizer has no event')
  const cookie = await signIn(origin, organizer)
  const open = ['/api/v1/events', `/api/v1/events/${event.slug}`, `/api/v1/events/${event.id}/availability`, '/api/v1/cities']
  const own = [`/api/v1/events/${event.id}/orders`, `/api/v1/events/${event.id}/attendees`, `/api/v1/organizations/${event.house}/events`]
  return [...open.map((path) => ({ path })), ...own.map((path) => ({ path, cookie }))]
}

async function signIn(origin: string, { email, password }: { readonly email: string; readonly password: string }): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in was refused: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ')
}
