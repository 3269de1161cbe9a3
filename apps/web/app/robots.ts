import type { MetadataRoute } from 'next'

/** Signed links and private rooms are nobody's search result. */
export default function robots(): MetadataRoute.Robots {
  const rooms = ['/o/', '/t/', '/pay/', '/refund/', '/map/', '/w/', '/pago/', '/panel', '/puerta', '/cuenta', '/mis-boletas', '/entrar']
  return { rules: { userAgent: '*', allow: '/', disallow: [...rooms, ...rooms.map((room) => `/en${room}`)] } }
}
