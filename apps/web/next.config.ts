import type { NextConfig } from 'next'

/** What is not a page: it must reach its own file, never the Spanish pages. */
const notPages = [
  'es-CO',
  'en',
  '_next',
  'api',
  'dev',
  'internal',
  'icons',
  'brand',
  'sw\\.js',
  'manifest\\.webmanifest',
  'favicon\\.ico',
  'robots\\.txt',
  'sitemap\\.xml',
].join('|')

/**
 * A page behind a signed link is one page for every link: the token is read in the browser, and never becomes a name in the server's page cache.
 * Only the tickets' page (`t`) is drawn for each view: it gets the token as the query that Next makes of a part which the destination does not name.
 */
const signedLinks = ['o', 't', 'pay', 'map', 'refund', 'w', 'pago']

export default {
  cacheComponents: true,
  partialPrefetching: true,
  reactStrictMode: true,
  poweredByHeader: false,
  transpilePackages: ['@fashionistas/contract'],
  // Types are checked by `npm run check`, once for everything; a start must not pay for them again.
  typescript: { ignoreBuildErrors: true },
  distDir: process.env['NEXT_DIST_DIR'] ?? '.next',
  turbopack: { root: new URL('../..', import.meta.url).pathname },
  experimental: {
    // Pages made on demand live in memory only: it is bounded, a disk full of made-up slugs is not.
    isrFlushToDisk: false,
    globalNotFound: true,
    // A page's styles come with it: a phone's first paint waits for no second journey. Each page then carries its own and few others.
    inlineCss: true,
    cssChunking: { type: 'graph', requestCost: 1_000, weightDistribution: 0.5 },
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'],
  },
  rewrites: () =>
    Promise.resolve({
      beforeFiles: [
        ...signedLinks.flatMap((page) => [
          { source: `/${page}/:token`, destination: `/es-CO/${page}` },
          { source: `/en/${page}/:token`, destination: `/en/${page}` },
        ]),
        { source: '/', destination: '/es-CO' },
        { source: `/:path((?!(?:${notPages})(?:/|$)).+)`, destination: '/es-CO/:path' },
      ],
      afterFiles: [],
      fallback: [],
    }),
  redirects: () => Promise.resolve([{ source: '/es-CO/:path*', destination: '/:path*', permanent: true }]),
} satisfies NextConfig
