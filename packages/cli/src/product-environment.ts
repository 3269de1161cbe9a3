import { randomBytes } from 'node:crypto'
import { installationSecret } from './installation-secret.ts'

type Environment = Readonly<Record<string, string>>

/** What the environment says wins over what the launcher makes up. */
export function baseEnvironment(dataDir: string, url: string): Environment {
  const given = definedEnvironment()
  const isProduction = given['NODE_ENV'] === 'production'
  return {
    NODE_ENV: 'development',
    ...(isProduction ? {} : { DEMO: 'true' }),
    PUBLIC_URL: url,
    REVALIDATE_SECRET: randomBytes(24).toString('base64url'),
    ...given,
    SECRET: installationSecret(dataDir, given['SECRET']),
    DATA_DIR: dataDir,
  }
}

/** The web process gets the few variables that it may know: it holds no secret of the product and no database address. */
export function webEnvironment(env: Environment, apiPort: number, mode: 'built' | 'dev'): Environment {
  const { PATH = '', HOME = '', REVALIDATE_SECRET = '', PUBLIC_URL = '' } = env
  return {
    PATH,
    HOME,
    REVALIDATE_SECRET,
    PUBLIC_URL,
    API_URL: `http://127.0.0.1:${apiPort}`,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
  }
}

export function definedEnvironment(): Environment {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
