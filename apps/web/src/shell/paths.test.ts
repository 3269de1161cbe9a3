import { expect, test } from 'vitest'
import { inLocale, pathsFor } from './paths.ts'

test('Languages: Spanish stands at the root and English under /en, with the same segments', () => {
  expect(pathsFor('es-CO').home()).toBe('/')
  expect(pathsFor('en').home()).toBe('/en')
  expect(pathsFor('es-CO').event({ slug: 'noche' })).toBe('/eventos/noche')
  expect(pathsFor('en').event({ slug: 'noche' })).toBe('/en/eventos/noche')
})

test('Languages: the other language of a page is the same page', () => {
  for (const path of ['/', '/eventos/noche', '/entrada', '/enero']) {
    expect(inLocale(inLocale(path, 'en'), 'es-CO')).toBe(path)
    expect(inLocale(inLocale(path, 'en'), 'en')).toBe(inLocale(path, 'en'))
  }
  expect(inLocale('/en', 'es-CO')).toBe('/')
})

test('E-03 a name from outside cannot leave its place in an address', () => {
  expect(pathsFor('es-CO').event({ slug: '../panel?x' })).toBe('/eventos/..%2Fpanel%3Fx')
})
