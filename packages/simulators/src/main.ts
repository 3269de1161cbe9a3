import { startSimulators } from './index.ts'

/** The simulators as a process of their own: one line of JSON says that they are ready, and with which variables to start the product. */
const { PUBLIC_URL = 'http://localhost:3000', DATA_DIR = '.data' } = process.env
const simulators = await startSimulators({ publicUrl: PUBLIC_URL, dataDir: DATA_DIR })

const end = () => void simulators.stop().finally(() => process.exit(0))
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.stdout.write(`${JSON.stringify({ ready: true, env: simulators.env })}\n`)
