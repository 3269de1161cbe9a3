import { z } from 'zod'

const number = (fallback: number) => z.coerce.number().int().min(0).default(fallback)
const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  /** The product runs with its simulators, demo sign-ins and the local inbox. Never set in production by `npm start` of a deployment. */
  DEMO: z.stringbool().default(false),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: number(16),
  /** Carries the hints of live pages between many hosts; without it PostgreSQL does. */
  NATS_URL: z.url({ protocol: /^(nats|tls)$/ }).optional(),
  PORT: number(3000),
  HOST: z.string().default('0.0.0.0'),
  /** The address that people open; links in messages are made with it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  /** Where the web process answers. Without it the api serves no pages. */
  WEB_URL: z.url().optional(),
  /** Shared with the web process: lets the api say which cached pages are stale. */
  REVALIDATE_SECRET: z.string().min(16).optional(),
  /** 32 bytes or more; signs links and encrypts keys at rest. */
  SECRET: z.string().min(32),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HOLD_MINUTES: number(10).pipe(z.number().min(1).max(60)),
  /** Multiplies every rate limit; tests and benches raise it. */
  RATE_LIMIT_FACTOR: z.coerce.number().positive().default(1),

  SANDBOX_BASE_URL: z.url().optional(),
  SANDBOX_SECRET: z.string().min(8).optional(),
  WOMPI_BASE_URL: z.url().optional(),
  /** Where the payer's browser reaches Wompi, when it is not the address that we call. */
  WOMPI_BROWSER_BASE_URL: z.url().optional(),
  WOMPI_PUBLIC_KEY: z.string().optional(),
  WOMPI_PRIVATE_KEY: z.string().optional(),
  WOMPI_INTEGRITY_SECRET: z.string().optional(),
  WOMPI_EVENTS_SECRET: z.string().optional(),
  /** Order in which providers are asked when several offer a method. */
  PAYMENT_PROVIDERS: z.string().default('sandbox,wompi'),

  WHATSAPP_BASE_URL: z.url().default('https://graph.facebook.com'),
  WHATSAPP_GRAPH_VERSION: z.string().default('v25.0'),
  WHATSAPP_TOKEN: z.string().optional(),
  WHATSAPP_PHONE_NUMBER_ID: z.string().optional(),
  WHATSAPP_WABA_ID: z.string().optional(),
  WHATSAPP_APP_SECRET: z.string().optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().optional(),
  SMTP_URL: z.string().optional(),
  SMS_URL: z.url().optional(),
  SMS_TOKEN: z.string().optional(),
  MAIL_FROM: z.string().default('Fashionistas <boletas@fashionistas.co>'),
  SIMULATORS_URL: z.url().optional(),

  /** Opens /metrics to callers outside of private networks. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Where a worker answers /metrics; without it, nowhere. */
  METRICS_PORT: number(0),
})
export type Config = z.infer<typeof Environment>

const together = [
  ['SANDBOX_BASE_URL', 'SANDBOX_SECRET'],
  ['WOMPI_BASE_URL', 'WOMPI_PUBLIC_KEY', 'WOMPI_PRIVATE_KEY', 'WOMPI_INTEGRITY_SECRET', 'WOMPI_EVENTS_SECRET'],
  ['WHATSAPP_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'],
  ['SMS_URL', 'SMS_TOKEN'],
] as const

/** Reads the environment; throws one error that names every variable which is missing or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${given[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`)
  const halves = together.flatMap((names) => {
    const missing = names.filter((name) => given[name] === undefined)
    return missing.length === 0 || missing.length === names.length
      ? []
      : [`${missing.join(', ')}: needed together with ${names.filter((name) => given[name] !== undefined).join(', ')}`]
  })
  if (!parsed.success || halves.length > 0)
    throw new Error(`The configuration is not complete:\n${[...wrong, ...halves].map((line) => `  - ${line}`).join('\n')}`)
  if (parsed.data.NODE_ENV === 'production' && parsed.data.DEMO && !isLoopback(parsed.data.PUBLIC_URL))
    throw new Error('The configuration is not complete:\n  - DEMO: may not be on where PUBLIC_URL is not this machine')
  return parsed.data
}

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
