import type { Addresses } from './ground.ts'

/** What each page must say before any script has run: a page that its scripts must draw is seen a second later on a phone. */
const said: Readonly<Record<keyof Addresses, RegExp>> = {
  home: /<h1\b/,
  event: /<h1\b/,
  checkout: /<form\b/,
  ticket: /<article\b/,
}

/** the pages that sell stand in their HTML, and nothing in it asks for a script before the first paint. */
export async function contentProblems(pages: Addresses): Promise<readonly string[]> {
  const problems = await Promise.all(
    Object.entries(pages).map(async ([name, url]) => {
      const html = await (await fetch(url)).text()
      const isSaid = Object.entries(said).some(([page, words]) => page === name && words.test(html))
      const isEarly = /<script src="\/_next[^>]*async|<link[^>]*as="script"/.test(html)
      return [...(isSaid ? [] : [`${name}: its content is not in its HTML`]), ...(isEarly ? [`${name}: scripts begin before the first paint`] : [])]
    }),
  )
  return problems.flat()
}
