import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp, type Account } from './account.ts'
import { openAttacker } from './attacker.ts'
import { launchBrowser } from './browser.ts'
import { arrival } from './inbox.ts'
import { foundOrganizer, newBuyer, publishEvent, sell } from './organizer.ts'
import { apiAs, at, productUrl, unique } from './product.ts'
import { visit, type Visitor } from './visitor.ts'

const browser = await launchBrowser()
const attacker = await openAttacker(attackerPages())
afterAll(async () => {
  await attacker.stop()
  await browser.close()
})

const asVisitor = (what: string, story: (visitor: Visitor) => Promise<void>) =>
  test(what, async () => {
    const visitor = await visit(browser, { locale: 'es-CO' })
    await story(visitor)
    await visitor.leave()
  })

/** One page of each kind: static, cached, drawn for one link, behind a sign-in, and none. */
async function kindsOfPages(): Promise<readonly string[]> {
  const { slug, organizerSlug, token } = await sale()
  const ofEvent = [`/eventos/${slug}`, `/eventos/${slug}/comprar`, `/organizadores/${organizerSlug}`, `/o/${token}`, `/t/${token}`]
  return ['/', '/eventos', ...ofEvent, '/entrar', '/cuenta', '/mis-boletas', '/panel', '/panel/eventos', '/puerta', '/terminos', '/nada']
}

async function sale() {
  const organizer = await foundOrganizer()
  const event = await publishEvent(organizer, { title: `Retazos ${unique()}`, pesos: 40_000 })
  const { token } = await sell(event.id, newBuyer('Rosa Elena Mosquera'), 1)
  return { slug: event.slug, organizerSlug: event.organizerSlug, token }
}

describe('Security: the content policy', () => {
  test('Security: every page says that no text in it becomes a script and that nobody frames it, also when it comes from a cache', async () => {
    for (const path of await kindsOfPages())
      for (const time of ['first', 'again']) {
        const { headers } = await fetch(at('es-CO', path))
        const policy = new Map((headers.get('content-security-policy') ?? '').split('; ').map((rule) => [rule.split(' ')[0], rule] as const))
        const place = `${path} ${time}`
        expect([place, policy.get('script-src')]).toEqual([place, expect.not.stringMatching(/'unsafe-(?:inline|eval)'|\*|https?:|data:/)])
        expect([place, policy.get('script-src')?.startsWith("script-src 'self'")]).toEqual([place, true])
        for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'script-src-attr'])
          expect([place, policy.get(name)]).toEqual([place, `${name} 'none'`])
        expect([place, policy.get('form-action')]).toEqual([place, "form-action 'self'"])
        expect([place, headers.get('x-content-type-options'), headers.get('referrer-policy'), headers.get('cross-origin-opener-policy')]).toEqual([
          place,
          'nosniff',
          'strict-origin-when-cross-origin',
          'same-origin',
        ])
      }
  })

  asVisitor('Security: in normal use no page breaks its own policy', async (visitor) => {
    for (const path of await kindsOfPages()) {
      await visitor.page.goto(at('es-CO', path))
      await visitor.page.getByRole('main').first().waitFor()
    }
  })

  test('Security: what somebody managed to write into a page does not run: text, handler, address or another site’s script', async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      const refused: string[] = []
      Object.assign(window, { refused })
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        refused.push(`${effectiveDirective} ${blockedURI}`),
      )
    })
    const page = await context.newPage()
    await page.route(
      (url) => url.origin === productUrl,
      async (route) => {
        if (route.request().resourceType() !== 'document') return await route.continue()
        const answer = await route.fetch()
        await route.fulfill({ response: answer, body: (await answer.text()).replace('</body>', `${injected(attacker.elsewhere)}</body>`) })
      },
    )
    const { slug, token } = await sale()
    for (const path of [`/eventos/${slug}`, '/', '/entrar', `/o/${token}`]) {
      await page.goto(at('es-CO', path))
      await page.evaluate((elsewhere) => {
        const link = Object.assign(document.createElement('a'), { href: 'javascript:window.stolen = true' })
        const inline = Object.assign(document.createElement('script'), { textContent: 'window.stolen = true' })
        const foreign = Object.assign(document.createElement('script'), { src: `${elsewhere}/evil.js` })
        document.body.append(link, inline, foreign)
        document.body.insertAdjacentHTML('beforeend', `<img src="${elsewhere}/evil.png" onerror="window.stolen = true">`)
        link.click()
      }, attacker.elsewhere)
      const refused = async () => await page.evaluate(() => String(Reflect.get(window, 'refused')))
      for (const what of [
        'script-src-elem inline',
        'script-src-attr inline',
        `script-src-elem ${attacker.elsewhere}/evil.js`,
        `img-src ${attacker.elsewhere}`,
      ])
        await expect.poll(refused, { message: path }).toContain(what)
      expect([path, await stolen(page)]).toEqual([path, false])
    }
    expect(attacker.seen.filter(({ path }) => path.startsWith('/evil'))).toEqual([])
    await context.close()
  })
})

const injected = (elsewhere: string): string =>
  `<script>window.stolen = true</script>
   <script>self.__next_f.push([1,"x"]);window.stolen = true</script>
   <script src="${elsewhere}/evil.js"></script>
   <img src="${elsewhere}/evil.png" onerror="window.stolen = true">
   <a id="injected" href="javascript:window.stolen = true">x</a>
   <iframe src="${elsewhere}/evil.html"></iframe>
   <iframe srcdoc="<script>parent.stolen = true</script>"></iframe>
   <object data="${elsewhere}/evil.swf"></object>
   <svg onload="window.stolen = true"></svg>
   <base href="${elsewhere}/evil/">
   <link rel="stylesheet" href="${elsewhere}/evil.css">`
const stolen = async (page: Page): Promise<boolean> => await page.evaluate(() => Reflect.get(window, 'stolen') === true)

describe('Security: sessions', () => {
  asVisitor(
    'Security: the cookie is out of reach of scripts, is made anew at the sign-in, and is worth nothing after the sign-out',
    async (visitor) => {
      const { page, context, say } = visitor
      const person = await signUp('Amparo Lozano')
      const planted = 'planted.by-somebody-else'
      await context.addCookies([{ name: 'fashionistas.session_token', value: planted, url: productUrl }])
      await signIn(visitor, person)
      await page.getByRole('heading', { level: 1, name: say('account.account.title') }).waitFor()
      const [cookie, ...more] = (await context.cookies()).filter(({ name }) => name.includes('session_token'))
      expect([more, cookie?.httpOnly, cookie?.sameSite, cookie?.value === planted]).toEqual([[], true, 'Lax', false])
      expect(await page.evaluate(() => document.cookie)).not.toContain('session')
      expect((await apiAs(`fashionistas.session_token=${planted}`).getMe({})).user).toBeNull()
      const taken = `${cookie?.name}=${cookie?.value}`
      expect((await apiAs(taken).getMe({})).user).not.toBeNull()

      await page.getByRole('button', { name: say('account.account.leave') }).click()
      await page.waitForURL(at('es-CO', '/'))
      expect((await apiAs(taken).getMe({})).user, 'a copy of the cookie').toBeNull()
      expect((await context.cookies()).filter(({ name }) => name.includes('session_token'))).toEqual([])
    },
  )

  asVisitor('Security: a link to the sign-in page cannot lead to another site', async (visitor) => {
    const person = await signUp('Odilia Palacios')
    for (const then of [
      `${attacker.elsewhere}/evil`,
      `//127.0.0.1/evil`,
      `/x/..//127.0.0.1:${new URL(attacker.elsewhere).port}/evil`,
      'javascript:alert(1)',
    ]) {
      await visitor.context.clearCookies()
      await signIn(
        visitor,
        person,
        `/entrar?then=${encodeURIComponent(then)}&next=${encodeURIComponent(then)}&callbackURL=${encodeURIComponent(then)}`,
      )
      await visitor.page.waitForURL((url) => !url.pathname.endsWith('/entrar'))
      expect([then, new URL(visitor.page.url()).origin]).toEqual([then, productUrl])
    }
    expect(attacker.seen.filter(({ path }) => path.startsWith('/evil'))).toEqual([])
  })
})

async function signIn({ page, say, open }: Visitor, { email, password }: Account, path = '/entrar'): Promise<void> {
  await open(path)
  await page.getByRole('textbox', { name: say('account.email') }).fill(email)
  await page.getByLabel(say('account.password')).fill(password)
  await page.getByRole('button', { name: say('account.signIn.enter'), exact: true }).click()
}

describe('Security: other people’s pages', () => {
  for (const place of ['elsewhere', 'nextDoor'] as const)
    test(`Security: a page of another ${place === 'elsewhere' ? 'site' : 'port of our own host'} changes and reads nothing in the name of who looks at it`, async () => {
      const person = await foundOrganizer()
      const visitor = await visit(browser, { locale: 'es-CO', cookie: person.cookie })
      const { page } = visitor
      const before = await footprint(person)
      await page.goto(`${attacker[place]}/fetches`)
      await page.waitForFunction(() => Reflect.get(window, 'said') !== undefined)
      expect(await page.evaluate(() => Reflect.get(window, 'said').at(-1)), 'what it read of ours').toBe('blocked')
      for (const form of ['/form', '/sign-out-form']) {
        await page.goto(`${attacker[place]}${form}`)
        await page.waitForURL(`${productUrl}/**`)
      }
      expect(await footprint(person)).toEqual(before)
      await visitor.leave()
    })

  test('Security: no page of ours is shown inside another one', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    for (const place of ['elsewhere', 'nextDoor'] as const) {
      const refused = context.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
      await page.goto(`${attacker[place]}/frame`)
      await refused
      const frame = await page.locator('#victim').elementHandle()
      const inside = await frame?.contentFrame()
      expect(await inside?.locator('h1').count()).toBe(0)
    }
    await context.close()
  })

  asVisitor('Security: a signed link does not leave with who follows a link out of its page', async ({ page, open }) => {
    const { token } = await sale()
    for (const path of [`/o/${token}`, `/t/${token}`]) {
      await open(path)
      await page.evaluate((href) => {
        const link = document.createElement('a')
        Object.assign(link, { href, textContent: 'out' })
        document.body.append(link)
        link.click()
      }, `${attacker.elsewhere}/referer`)
      await page.waitForURL(`${attacker.elsewhere}/referer`)
    }
    const told = attacker.seen.filter(({ path }) => path === '/referer').map(({ referer }) => referer ?? '')
    expect(told.length).toBe(2)
    expect(told.filter((referer) => referer.includes(token))).toEqual([])
  })
})

/** Fetches as other pages can make them, and forms: one of text/plain comes as near to JSON as a form can. */
function attackerPages(): Readonly<Record<string, string>> {
  const body = JSON.stringify({ name: 'Otra persona' })
  return {
    '/fetches': `<script type="module">
      const ask = (path, init) => fetch('${productUrl}' + path, { credentials: 'include', ...init }).then((answer) => answer.text()).catch(() => 'blocked')
      const plain = { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: '${body}' }
      const json = (method) => ({ method, headers: { 'content-type': 'application/json', 'idempotency-key': 'of-another-page' }, body: '${body}' })
      const said = []
      for (const init of [plain, { ...plain, headers: {} }, { ...plain, body: new URLSearchParams({ name: 'Otra persona' }) }, json('POST')])
        for (const path of ['/api/v1/me/claims', '/api/v1/organizations', '/api/v1/auth/sign-out', '/api/v1/auth/revoke-other-sessions', '/api/v1/auth/change-email'])
          said.push(await ask(path, init))
      said.push(await ask('/api/v1/me', json('PATCH')))
      said.push(await ask('/api/v1/me', {}))
      window.said = said
    </script>`,
    '/form': `<form method="post" enctype="text/plain" action="${productUrl}/api/v1/me/claims"><input name='{"a":"' value='"}'></form><script>document.forms[0].submit()</script>`,
    '/sign-out-form': `<form method="post" action="${productUrl}/api/v1/auth/sign-out"></form><script>document.forms[0].submit()</script>`,
    '/frame': `<iframe id="victim" src="${productUrl}/cuenta" width="600" height="600"></iframe>`,
  }
}

/** What a page of somebody else would have changed: name, organizations, sessions. */
async function footprint({ api }: Account): Promise<unknown> {
  const { data } = await api.listSessions({})
  return { me: await api.getMe({}), sessions: data.map(({ id }) => id) }
}

describe('Security: what people write', () => {
  asVisitor(
    'Security: markup in a title, a description, a name of a house and a name of a buyer is shown as it was written, everywhere',
    async (visitor) => {
      const { page } = visitor
      const evil = `"><img src=x onerror="window.stolen=true">${unique()}`
      const house = await foundOrganizer()
      await house.api.changeOrganization(
        { organizationId: house.organizationId, name: `Casa ${evil}`, description: `</script><script>window.stolen=true</script>` },
        { ifMatch: 1 },
      )
      const event = await publishEvent(house, { title: `Noche ${evil}`, pesos: 30_000 })
      await house.api.changeEvent(
        { eventId: event.id, description: { es: '</script><script>window.stolen=true</script> {{7*7}} <svg onload="window.stolen=true">' } },
        { ifMatch: (await house.api.getEventForOrganizer({ organizationId: house.organizationId, eventId: event.id })).version },
      )
      const buyer = newBuyer(`Ana ${evil}`)
      const order = await sell(event.id, buyer, 1)
      await visitor.context.addCookies([cookieOf(house)])
      const places = [
        `/eventos/${event.slug}`,
        `/eventos?q=${encodeURIComponent(evil)}`,
        `/organizadores/${event.organizerSlug}`,
        `/o/${order.token}`,
        `/t/${order.token}`,
        `/panel/eventos/${event.id}`,
        `/panel/eventos/${event.id}/pedidos`,
        `/panel/eventos/${event.id}/asistentes`,
        '/panel/eventos',
      ]
      for (const path of places) {
        await page.goto(at('es-CO', path))
        await expect.poll(async () => await page.locator('body').innerText(), { message: path, timeout: 15_000 }).toContain('onerror=')
        expect([path, await stolen(page), await page.locator('img[src="x"], svg[onload]').count()]).toEqual([path, false, 0])
      }
      await expectHarmlessMail(page, buyer.email)
      const pdf = await fetch(`${productUrl}/api/v1/orders/${order.id}/tickets.pdf?token=${order.token}`)
      expect([pdf.status, pdf.headers.get('content-type'), pdf.headers.get('x-content-type-options')]).toEqual([200, 'application/pdf', 'nosniff'])
      expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1')).not.toMatch(/\/JavaScript|\/JS\b|\/Launch/)
    },
  )
})

function cookieOf({ cookie }: Account) {
  const [name = '', value = ''] = cookie.split('=')
  return { name, value, url: productUrl, httpOnly: true, sameSite: 'Lax' as const }
}

/** The letter as the mail program shows it: without a policy of ours, so that only the escaping protects. */
async function expectHarmlessMail(page: Page, email: string): Promise<void> {
  await arrival(email, ({ channel, attachments }) => channel === 'email' && attachments.length > 0)
  const chat = await (await fetch(`${productUrl}/dev/inbox/with/${encodeURIComponent(email)}`)).text()
  const letters = new Set([...chat.matchAll(/\/dev\/inbox\/mail\/[\w-]+/g)].map(([path]) => path))
  const told: string[] = []
  for (const path of letters) {
    await page.setContent(await (await fetch(`${productUrl}${path}`)).text())
    expect([await stolen(page), await page.locator('img[src="x"]').count()]).toEqual([false, 0])
    told.push(await page.locator('body').innerText())
  }
  expect(told.filter((text) => text.includes('onerror=')).length, 'letters that show it as it was written').toBeGreaterThan(0)
}
