import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packedFiles } from './packed-files.ts'

const script = 'export const night = "lino";\n'.repeat(200)

function door(cacheControl: string, status: 200 | 404 = 200) {
  let asked = 0
  const app = new Hono()
  app.use(compress())
  app.use('/_next/static/*', packedFiles())
  app.get('*', (request) => {
    asked += 1
    return request.body(script, status, { 'content-type': 'application/javascript', 'cache-control': cacheControl, etag: '"1"' })
  })
  const get = async (encodings: string) => {
    const answer = await app.request('/_next/static/chunks/a.js', { headers: { 'accept-encoding': encodings } })
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  return { get, asked: () => asked }
}
const forever = 'public, max-age=31536000, immutable'

test('Q-09 a file of the build is packed once with brotli, and every visitor after the first gets it from memory, told to be compiled as it comes', async () => {
  const { get, asked } = door(forever)
  for (const { answer, bytes } of [await get('gzip, deflate, br, zstd'), await get('gzip, deflate, br, zstd')]) {
    expect([answer.status, answer.headers.get('content-encoding'), answer.headers.get('cache-control')]).toEqual([200, 'br', forever])
    expect([answer.headers.get('content-type'), answer.headers.get('vary')?.toLowerCase()]).toEqual(['application/javascript', 'accept-encoding'])
    expect(brotliDecompressSync(bytes).toString()).toBe(`//# allFunctionsCalledOnLoad\n${script}`)
  }
  expect(asked()).toBe(1)
})

test('Q-09 who does not read brotli gets the same file as gzip', async () => {
  const { get } = door(forever)
  await get('br')
  const { answer, bytes } = await get('gzip')
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(gunzipSync(bytes).toString()).toBe(script)
})

test('Q-09 what may change under its name, and what is not there, is not kept', async () => {
  for (const { get, asked } of [door('no-store, must-revalidate'), door(forever, 404)]) {
    await get('br')
    await get('br')
    expect(asked()).toBe(2)
  }
})
