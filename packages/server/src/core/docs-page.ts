/** Readable documentation drawn from the OpenAPI document: plain HTML, no script, nothing from the net. */
export function docsPage(document: Readonly<Record<string, unknown>>): string {
  const groups = Map.groupBy(operationsOf(document), ({ tag }) => tag)
  const nav = [...groups.keys()].map((tag) => `<a href="#${tag}">${tag}</a>`).join('')
  const body = [...groups].map(([tag, list]) => `<section id="${tag}"><h2>${tag}</h2>${list.map(card).join('')}</section>`).join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fashionistas API</title><style>${style}</style></head>
<body><header><h1>Fashionistas API</h1><p>Base <code>/api/v1</code> · machine-readable: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). Money is integer minor units, times are UTC, ids are UUIDv7, errors are RFC 9457 problems in Spanish or English. Send <code>Idempotency-Key</code> where it is named, <code>If-Match</code> with the ETag where a version is asked for.</p><nav>${nav}</nav></header><main>${body}</main></body></html>`
}

type Shown = { readonly tag: string; readonly method: string; readonly path: string; readonly operation: Readonly<Record<string, unknown>> }
const style = `:root{color-scheme:light dark;--ink:#141210;--bone:#F6F1E8;--paper:#FFFDF8;--accent:#C4106A}@media(prefers-color-scheme:dark){:root{--ink:#F4EFE6;--bone:#12100E;--paper:#1B1815;--accent:#FF6FB0}}
body{margin:0;background:var(--bone);color:var(--ink);font:15px/1.55 Inter,system-ui,sans-serif}header,main{max-width:60rem;margin:auto;padding:2rem 1rem}h1{font:500 2.4rem/1.1 Fraunces,Georgia,serif;margin:0 0 1rem}h2{font:500 1.6rem Fraunces,Georgia,serif;margin:3rem 0 1rem}
nav{display:flex;flex-wrap:wrap;gap:.5rem 1rem}a{color:var(--accent)}details{background:var(--paper);border:1px solid color-mix(in srgb,var(--ink) 12%,transparent);border-radius:2px;margin:.5rem 0;padding:.75rem 1rem}summary{cursor:pointer}summary b{display:inline-block;min-width:4.2rem}code,pre{font:13px/1.5 ui-monospace,monospace}pre{overflow:auto;max-height:26rem}p{max-width:68ch}.permission{opacity:.75}`

function operationsOf(document: Readonly<Record<string, unknown>>): Shown[] {
  return entriesOf(document['paths']).flatMap(([path, methods]) =>
    entriesOf(methods).map(([method, operation]) => {
      const shown = recordOf(operation)
      return { tag: Array.isArray(shown['tags']) ? String(shown['tags'][0]) : 'api', method: method.toUpperCase(), path, operation: shown }
    }),
  )
}

function card({ method, path, operation }: Shown): string {
  const { parameters, requestBody, responses } = operation
  return `<details id="${escape(String(operation['operationId']))}"><summary><b>${method}</b> <code>${escape(path)}</code><br>${escape(String(operation['summary']))} <span class="permission">· ${escape(String(operation['x-permission']))}</span></summary>${json('Parameters', parameters)}${json('Body', requestBody)}${json('Answers', responses)}</details>`
}
const json = (title: string, value: unknown): string =>
  value === undefined || (Array.isArray(value) && value.length === 0)
    ? ''
    : `<h3>${title}</h3><pre tabindex="0">${escape(JSON.stringify(value, null, 2))}</pre>`
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {})
const entriesOf = (value: unknown): [string, unknown][] => Object.entries(recordOf(value))
