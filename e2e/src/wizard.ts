import type { Visitor } from './visitor.ts'

export async function fillBasics({ page, say, ...visitor }: Visitor, title: string): Promise<void> {
  await page.getByRole('textbox', { name: say('wizard.basics.title'), exact: true }).fill(title)
  await page.getByRole('radio', { name: say('wizard.basics.types.fashion.name') }).click()
  await page.getByLabel(say('wizard.basics.startsAt'), { exact: true }).fill('2027-03-20T19:30')
  await page.getByLabel(say('wizard.basics.endsAt'), { exact: true }).fill('2027-03-20T23:00')
  await saved({ page, say, ...visitor })
}

export async function fillVenue({ page, say, ...visitor }: Visitor): Promise<void> {
  await page
    .getByRole('textbox', { name: say('wizard.venue.name'), exact: true })
    .or(page.getByRole('combobox', { name: say('wizard.venue.name'), exact: true }))
    .fill('Casa Proartes')
  await page.getByRole('textbox', { name: say('wizard.venue.city'), exact: true }).fill('Cali')
  await page.getByRole('textbox', { name: say('wizard.venue.capacity'), exact: true }).fill('300')
  await saved({ page, say, ...visitor })
}

export async function fillTickets({ page, say, ...visitor }: Visitor): Promise<void> {
  await page.getByRole('button', { name: say('wizard.tickets.add') }).click()
  await page.getByRole('textbox', { name: say('wizard.tickets.quantity'), exact: true }).fill('250')
  await page.getByRole('textbox', { name: say('wizard.tickets.price'), exact: true }).fill('85000')
  await saved({ page, say, ...visitor })
}

/** The next step by its button at the foot. */
export async function toStep({ page, say }: Visitor, step: 'venue' | 'team' | 'tickets' | 'marketing'): Promise<void> {
  const name = say(`wizard.step.${step}`)
  await page.getByRole('button', { name: say('wizard.next', { step: name }) }).click()
  await page.getByRole('heading', { level: 2, name }).waitFor()
}

export const saved = async ({ page, say }: Pick<Visitor, 'page' | 'say'>): Promise<void> =>
  await page
    .getByRole('status')
    .filter({ hasText: say('wizard.save.justNow') })
    .waitFor()

export async function refusedToPublish({ page, say, like, ...visitor }: Visitor): Promise<void> {
  await page
    .getByRole('navigation', { name: say('wizard.list.label') })
    .getByRole('button', { name: say('wizard.step.marketing') })
    .click()
  await page.getByRole('button', { name: say('wizard.publish.action') }).click()
  const missing = page.getByRole('alert').filter({ hasText: say('wizard.step.tickets') })
  await missing.getByText(like('wizard.publish.incomplete')).waitFor()
  await visitor.check('wizard-incomplete')
  await missing.getByRole('button', { name: new RegExp(say('wizard.field.capacity')) }).click()
  await page.getByRole('heading', { level: 2, name: say('wizard.step.venue') }).waitFor()
}
