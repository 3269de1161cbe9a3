import { startSimulators } from '@fashionistas/simulators'

/** The outside world in one process: starts every simulator, tells the launcher their addresses and keys, and serves until it is stopped. */
const { PUBLIC_URL = '', DATA_DIR = '', DATABASE_URL = '' } = process.env
const { env, stop } = await startSimulators({ publicUrl: PUBLIC_URL, dataDir: DATA_DIR, databaseUrl: DATABASE_URL })

process.once('SIGTERM', () => {
  void stop().finally(() => process.exit(0))
})
process.send?.(env)
