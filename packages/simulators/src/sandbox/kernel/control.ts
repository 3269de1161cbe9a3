import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { Courier } from './courier.ts'
import { DeliveryMode } from './courier.ts'
import { Fault, type Faults } from './faults.ts'
import { amountText, page } from './page.ts'

export type Listed = {
  readonly id: string
  readonly reference: string
  readonly status: string
  readonly method: string
  readonly amountMinor: number
  readonly currency: string
  readonly isOpen: boolean
  readonly payPage?: string | undefined
}
export type Setting = {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly choices: readonly string[]
  set(value: string): void
}

/** What a simulator lets a person or a test do to it from outside. */
export interface Controlled {
  readonly brand: string
  readonly statuses: readonly string[]
  readonly courier: Courier
  readonly faults: Faults
  readonly settings: readonly Setting[]
  advance(ms: number): Promise<void>
  list(): readonly Listed[]
  /** Whole records, for tests. */
  records(): readonly unknown[]
  readonly force: (id: string, status: string) => boolean
  /** A second approved payment with the same reference, as when a payer pays twice. */
  readonly approveAgain: (id: string) => string | undefined
}

const shownPayments = 50
const longestAdvanceMs = 31 * 24 * 3_600_000

export function control(sim: Controlled): Hono {
  const app = new Hono()
  app.get('/_sim', (context) => context.redirect('_sim/'))
  app.get('/_sim/', (context) => context.html(controlPage(sim)))
  app.get('/_sim/transactions', (context) => context.json(sim.records()))
  app.get('/_sim/events', (context) => context.json(sim.courier.list()))

  app.post('/_sim/clock', async (context) => {
    const { advanceMs } = z.object({ advanceMs: z.coerce.number().min(0).max(longestAdvanceMs) }).parse(await fields(context))
    await sim.advance(advanceMs)
    return done(context, './')
  })
  app.post('/_sim/delivery', async (context) => {
    sim.courier.setMode(z.object({ mode: DeliveryMode }).parse(await fields(context)).mode)
    return done(context, './')
  })
  app.post('/_sim/fault', async (context) => {
    const body = await fields(context)
    sim.faults.set(body['kind'] === 'none' ? undefined : Fault.parse(body))
    return done(context, './')
  })
  app.post('/_sim/settings', async (context) => {
    const { name, value } = z.object({ name: z.string(), value: z.string() }).parse(await fields(context))
    const setting = sim.settings.find((each) => each.name === name && each.choices.includes(value))
    if (!setting) return context.json({ ok: false }, 422)
    setting.set(value)
    return done(context, './')
  })
  app.post('/_sim/transactions/:id/status', async (context) => {
    const { status } = z.object({ status: z.string() }).parse(await fields(context))
    return sim.force(context.req.param('id'), status) ? done(context, '../../') : context.json({ ok: false }, 409)
  })
  app.post('/_sim/transactions/:id/approve-again', (context) => {
    const id = sim.approveAgain(context.req.param('id'))
    return id ? done(context, '../../', { id }) : context.json({ ok: false }, 404)
  })
  app.onError((error, context) => context.json({ ok: false, error: error.message }, error instanceof z.ZodError ? 422 : 500))
  return app
}

const isJson = (context: Context) => context.req.header('content-type')?.startsWith('application/json') ?? false

async function fields(context: Context): Promise<Record<string, unknown>> {
  return isJson(context) ? z.record(z.string(), z.unknown()).parse(await context.req.json()) : await context.req.parseBody()
}

const done = (context: Context, back: string, more: Record<string, string> = {}) =>
  isJson(context) ? context.json({ ok: true, ...more }) : context.redirect(back, 303)

function controlPage(sim: Controlled) {
  const newestFirst = sim.list().toReversed().slice(0, shownPayments)
  return page({
    lang: 'es',
    title: 'Mesa de control',
    brand: sim.brand,
    accent: '#3d3846',
    body: html`<main class="wide">
      <h1>Mesa de control</h1>
      <p class="soft">Aquí decides qué pasa con los pagos, los avisos y el reloj del simulador.</p>
      <h2>Avisos, fallas y reloj</h2>
      <form class="row" method="post" action="delivery">
        <label for="mode">Entrega de avisos</label>${select('mode', DeliveryMode.options, sim.courier.mode)}<button>Cambiar</button>
      </form>
      <form class="row" method="post" action="fault">
        <label for="kind">Falla</label>${select('kind', ['none', ...Fault.shape.kind.options], sim.faults.current?.kind ?? 'none')}<button>
          Cambiar
        </button>
      </form>
      <form class="row" method="post" action="clock">
        <label for="advanceMs">Adelantar el reloj</label
        ><select id="advanceMs" name="advanceMs">
          <option value="60000">1 minuto</option>
          <option value="1800000">30 minutos</option>
          <option value="10800000">3 horas</option>
          <option value="86400000">1 día</option></select
        ><button>Adelantar</button>
      </form>
      ${sim.settings.map(
        (setting) =>
          html`<form class="row" method="post" action="settings">
            <input type="hidden" name="name" value="${setting.name}" /><label for="${setting.name}">${setting.label}</label
            ><select id="${setting.name}" name="value">
              ${options(setting.choices, setting.value)}</select
            ><button>Cambiar</button>
          </form>`,
      )}
      <h2>Pagos</h2>
      <table>
        <thead>
          <tr>
            <th>Pago</th>
            <th>Medio</th>
            <th>Valor</th>
            <th>Estado</th>
            <th>Qué hacer</th>
          </tr>
        </thead>
        <tbody>
          ${newestFirst.map(
            (payment) =>
              html`<tr>
                <td>${payment.reference}<br /><span class="soft">${payment.id}</span></td>
                <td>${payment.method}</td>
                <td>${amountText(payment.amountMinor, payment.currency, 'es')}</td>
                <td>${payment.status}</td>
                <td>
                  ${payment.isOpen ? sim.statuses.map((status) => html`<form method="post" action="transactions/${payment.id}/status"><button class="plain" name="status" value="${status}">${status}</button></form>`) : html`<form method="post" action="transactions/${payment.id}/approve-again"><button class="plain">Aprobar otra vez</button></form>`}
                  ${payment.payPage ? html`<a href="${payment.payPage}">Página del pago</a>` : ''}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </main>`,
  })
}

const options = (choices: readonly string[], chosen: string) =>
  choices.map((choice) => (choice === chosen ? html`<option selected>${choice}</option>` : html`<option>${choice}</option>`))
const select = (name: string, choices: readonly string[], chosen: string) =>
  html`<select id="${name}" name="${name}">
    ${options(choices, chosen)}
  </select>`
