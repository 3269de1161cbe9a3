import { expect, test } from 'vitest'
import { startMessageSimulators } from '@fashionistas/simulators/messages.ts'
import { startHarness } from '../../test/harness.ts'
test('chain', async () => {
  const sims = await startMessageSimulators({ publicUrl: 'http://127.0.0.1:1', webhookBaseUrl: 'http://127.0.0.1:1' })
  const h = await startHarness({ env: { ...sims.env } })
  await h.run('submit-message-templates')
  await sims.whatsapp.advance(3000)
  await h.database.system((tx) => tx.insertInto('outbox').values({ id: h.world.newId(), type: 'member.invited', organization_id: null, data: JSON.stringify({ memberId: 'x', email: 'a@example.co', role: 'door', organizationName: 'Casa', inviterName: null, locale: 'es-CO' }), topics: [], occurred_at: h.world.now() }).execute())
  await h.drain()
  await h.run('send-messages')
  console.log(sims.mailbox.mails().map((m) => m.text), sims.whatsapp.templates().map((t) => t.name + t.status).length)
  expect(sims.mailbox.mails()).toHaveLength(1)
  await h.stop(); await sims.stop()
})
