import { expect, test } from 'vitest'
import { policyFor } from './content-policy.ts'
import { scriptsAfterPaint, starter } from './scripts-after-paint.ts'

const chunk = (name: string) => `src="/_next/static/chunks/${name}.js"`
const page = (root: string) =>
  `<!DOCTYPE html><html><head><link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/1mt.js"/>` +
  `<link rel="preload" as="image" imageSrcSet="/a.webp 480w"/><script ${chunk('turbopack-2u1')} async=""></script></head>` +
  `<body>${root}<script ${chunk('1mt')} id="_R_" async=""></script><script>self.__next_f.push([1,"x"])</script></body></html>`
const shown = '<div data-scripts="after-paint">Pasarela</div>'

test('Q-08 nothing of a page that stands in its HTML asks for a script before the first paint', () => {
  const html = scriptsAfterPaint(page(shown))
  expect(html).not.toMatch(/<script src|as="script"/)
  expect(html).toContain(`<script type="late" ${chunk('turbopack-2u1')}></script>`)
  expect(html).toContain(`<script type="late" ${chunk('1mt')} id="_R_"></script>`)
  expect(html).toContain('<link rel="preload" as="image" imageSrcSet="/a.webp 480w"/>')
  expect(html.endsWith(`<script>${starter}</script></body></html>`)).toBe(true)
})

test('Security: what starts the scripts is named in the content policy, like all else that runs', () => {
  const hashes = (html: string) => policyFor(html, { connect: [] }).match(/'sha256-[^']+'/g) ?? []
  expect(hashes(scriptsAfterPaint(page(shown)))).toHaveLength(hashes(page(shown)).length + 1)
  expect(starter).not.toContain('<')
})

test('Q-08 a page that its scripts must draw (backstage, the door) keeps them where they were', () => {
  expect(scriptsAfterPaint(page('<div>…</div>'))).toBe(page('<div>…</div>'))
  expect(scriptsAfterPaint(shown)).toBe(shown) // cut off before its end
})
