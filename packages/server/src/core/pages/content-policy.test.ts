import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policyFor } from './content-policy.ts'

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
const pageWith = (...scripts: readonly string[]) =>
  `<!DOCTYPE html><html><head></head><body>${scripts.map((text) => `<script>${text}</script>`).join('')}</body></html>`
const blesses = (text: string) => policyFor(pageWith(text), { connect: [] }).includes(hashOf(text))

test('Security: what Next writes into a page is allowed by its hash', () => {
  expect(blesses('(self.__next_f=self.__next_f||[]).push([0])')).toBe(true)
  expect(blesses(String.raw`self.__next_f.push([1,"1:\"$Sreact.fragment\"\n2:I[39756,[\"$2\"],\"default\"]"])`)).toBe(true)
  expect(
    blesses(
      '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":["static/chunks/2jg8n4mux0d2n.js","static/chunks/0-jevrca2yok-.js"],"runtimeModuleIds":[94553]});',
    ),
  ).toBe(true)
  expect(blesses('$RC("B:0","S:0")')).toBe(true)
  expect(blesses('$RX("B:1a","1234567")')).toBe(true)
})

test('Security: an injected script gets no hash, whatever it looks like', () => {
  for (const script of [
    'alert(1)',
    'self.__next_f.push([1,"x"]);alert(1)',
    'self.__next_f.push([1,alert(1)])',
    'self.__next_f.push([1,"x"+alert(1)])',
    'self.__next_f.push([1,`${alert(1)}`])',
    'self.__next_f.push([1,"x",{"a":1}])',
    'self.__next_f.push([alert(1)])',
    '(self.__next_f=self.__next_f||[]).push([0]),alert(1)',
    '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":["https://evil.example/x.js"],"runtimeModuleIds":[1]});',
    '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":["static/chunks/../../api/x.js"],"runtimeModuleIds":[1]});',
    '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":[],"runtimeModuleIds":[alert(1)]});',
    '$RC("B:0","S:0");alert(1)',
    '$RC("B:0",alert(1))',
  ])
    expect(blesses(script), script).toBe(false)
})

test('Security: no text around a call makes it a script that we know', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(blesses(`${before.replaceAll('<', '')}alert(1)${after.replaceAll('<', '')}`)).toBe(false)
    }),
  )
})

test('Security: the policy names no way to run text: no unsafe-inline or unsafe-eval for scripts, no plugins, no frames, no other base', () => {
  const policy = policyFor(pageWith('alert(1)'), { connect: ['https://sandbox.wompi.co'] })
  const of = (name: string) => policy.split('; ').find((directive) => directive.startsWith(`${name} `))
  expect(of('script-src')).toBe("script-src 'self' 'wasm-unsafe-eval'")
  expect(of('object-src')).toBe("object-src 'none'")
  expect(of('base-uri')).toBe("base-uri 'none'")
  expect(of('frame-ancestors')).toBe("frame-ancestors 'none'")
  expect(of('form-action')).toBe("form-action 'self'")
  expect(of('connect-src')).toBe("connect-src 'self' https://sandbox.wompi.co")
})

test('Security: data for search engines does not run and gets no hash; a script with a source needs none', () => {
  const policy = policyFor(
    '<script type="application/ld+json">{"@type":"Event"}</script><script src="/_next/static/chunks/a.js" async=""></script>',
    { connect: [] },
  )
  expect(policy).not.toContain('sha256-')
})
