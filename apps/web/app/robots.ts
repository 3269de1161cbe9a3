import type { MetadataRoute } from 'next'
import { publicUrl } from '../src/stage/alternates.ts'

/** Signed links and private rooms are nobody's search result. */
export default function robots(): MetadataRoute.Robots {
  const rooms = ['/o/', '/t/', '/pay/', '/refund/', '/map/', '/w/', '/pago/', '/panel', '/puerta', '/cuenta', '/mis-boletas', '/entrar']
  return { rules: { userAgent: '*', allow: '/', disallow: [...rooms, ...rooms.map((room) => `/en${room}`)] }, sitemap: `${publicUrl()}/sitemap.xml` }
}
