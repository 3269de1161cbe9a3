import { expect, test } from 'vitest'
import { codeIn, tidyCode, withCode } from './promo-code.ts'

test('T-06 a code in the address is read in either language, and only what can be a code', () => {
  expect(['?codigo=aliados15', '?code=Aliados%2015', '?codigo=%3Cscript%3E', '?codigo=no', ''].map(codeIn)).toEqual([
    'ALIADOS15',
    'ALIADOS15',
    '',
    '',
    '',
  ])
})

test('T-06 a code is tidied as the api does it', () => expect(tidyCode(' año 25\u00A0')).toBe('AÑO25'))

test('T-06 an address carries its code to the next page and back', () => {
  const addresses = ['/eventos/hilos', '/en/eventos/hilos', 'https://example.co/en/eventos/hilos'].map((address) => withCode(address, 'AÑO25'))
  expect(addresses).toEqual([
    '/eventos/hilos?codigo=A%C3%91O25',
    '/en/eventos/hilos?code=A%C3%91O25',
    'https://example.co/en/eventos/hilos?code=A%C3%91O25',
  ])
  expect(addresses.map((address) => codeIn(address.slice(address.indexOf('?'))))).toEqual(['AÑO25', 'AÑO25', 'AÑO25'])
  expect(withCode('/eventos/en-vivo', '')).toBe('/eventos/en-vivo')
})
