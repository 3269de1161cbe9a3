import { expect, test } from 'vitest'
import { ForgedNews } from '#messaging/channel.ts'
import { toGsm7 } from './gsm7.ts'
import { twilioSms } from './twilio-sms.ts'
import vector from './twilio.vectors.json' with { type: 'json' }

test('W-01 an SMS keeps ñ and é, which GSM-7 has, and loses the accents that would halve its length', () => {
  expect(toGsm7('Mañana a las 7:30 p. m. · Devolución de $ 170.000 “ya” en Bogotá, qué día…')).toBe(
    'Mañana a las 7:30 p. m. - Devolucion de $ 170.000 "ya" en Bogota, qué dia...',
  )
  expect(toGsm7('🎟️ Á Í Ó Ú á í ó ú ¿¡')).toBe(' A I O U a i o u ¿¡')
})

test('W-05 a status is believed with Twilio’s own signature and no other', () => {
  const channel = twilioSms({ baseUrl: 'https://AC1@api.twilio.com?from=%2B573000000000', token: vector.secret })
  const raw = new TextEncoder().encode(new URLSearchParams(vector.params).toString())
  expect(channel.readWebhook(raw, new Headers({ [vector.header]: vector.value }), vector.url).statuses).toMatchObject([
    { providerId: 'SM00000000000000000000000000000001', status: 'delivered' },
  ])
  expect(() => channel.readWebhook(raw, new Headers({ [vector.header]: vector.value }), `${vector.url}&more=1`)).toThrow(ForgedNews)
})
