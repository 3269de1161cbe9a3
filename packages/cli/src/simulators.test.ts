import { expect, test } from 'vitest'
import { withoutReal } from './simulators.ts'

const simulated = {
  WOMPI_BASE_URL: 'http://127.0.0.1:1',
  WOMPI_PUBLIC_KEY: 'pub',
  WHATSAPP_BASE_URL: 'http://127.0.0.1:2',
  WHATSAPP_TOKEN: 'simulated',
}

test('X-08 with nothing configured every provider is simulated', () => {
  expect(withoutReal(simulated, { PATH: '/bin', WHATSAPP_TOKEN: '' })).toEqual(simulated)
})

test('X-08 a real token is never sent to a simulator: one real variable of a company makes all of it real', () => {
  expect(withoutReal(simulated, { WHATSAPP_TOKEN: 'real' })).toEqual({ WOMPI_BASE_URL: 'http://127.0.0.1:1', WOMPI_PUBLIC_KEY: 'pub' })
})
