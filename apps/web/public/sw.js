// Makes tickets open without network: pages under /o/ and /t/, what they asked the api, and the files they are made of.
const shelf = 'tickets-1'
const art = 'art-1'
const files = 'files-1'
const longest = { [shelf]: 60, [art]: 20, [files]: 240 }

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => !(name in longest)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/_next/static/') || url.pathname.startsWith('/icons/') || url.pathname.startsWith('/brand/')) return event.respondWith(keptFirst(request))
  if (isTicketPage(request, url) || isTicketAnswer(url)) return event.respondWith(netFirst(request))
  if (isArt(url)) return event.respondWith(keptFirst(request, art))
})

const isTicketPage = (request, url) => request.mode === 'navigate' && /^\/(en\/)?[ot]\/[^/]+$/.test(url.pathname)
const isTicketAnswer = (url) => /^\/api\/v1\/(links\/|orders\/[^/]+\/(tickets\.pdf|calendar\.ics)$|tickets\/[^/]+\/ticket\.pdf$)/.test(url.pathname)
/** Only tickets show an event's picture bare and upright. */
const isArt = (url) => /^\/api\/v1\/events\/[^/]+\/poster\/bare$/.test(url.pathname)

/** The newest when the network answers in time, else what was kept: a ticket that was refunded must not look alive at home. */
async function netFirst(request) {
  const kept = await (await caches.open(shelf)).match(request)
  try {
    const answer = await Promise.race([fetch(request), ...(kept ? [late(2500)] : [])])
    if (answer.ok) await keep(shelf, request, answer.clone())
    return answer.status >= 500 && kept ? kept : answer
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

/** Files whose name changes with their content never grow old. */
async function keptFirst(request, name = files) {
  const kept = await (await caches.open(name)).match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await keep(name, request, answer.clone())
  return answer
}

async function keep(name, request, answer) {
  const cache = await caches.open(name)
  await cache.put(request, answer)
  const keys = await cache.keys()
  await Promise.all(keys.slice(0, Math.max(0, keys.length - longest[name])).map((key) => cache.delete(key)))
}

const late = (milliseconds) => new Promise((_, reject) => setTimeout(() => reject(new Error('the network took too long')), milliseconds))
