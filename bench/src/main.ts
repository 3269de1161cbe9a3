import { parseArgs } from 'node:util'
import { checkIn } from './check-in.ts'
import { cluster, clusterSizes, type ClusterOptions } from './cluster.ts'
import { live, liveSizes } from './live.ts'
import { mixed } from './mixed.ts'
import { withProduct } from './product-under-test.ts'
import { print, type Bench, type Result, type Sizes } from './report.ts'
import { sale } from './sale.ts'
import { sellOut } from './sell-out.ts'

type Entry = { readonly bench: Bench; readonly env?: Readonly<Record<string, string>> }
/** No way to reach anybody: nobody is written to. The door is measured without the drawing of thousands of PDF pages beside it. */
const mute = {
  SMTP_URL: '',
  SMS_URL: '',
  SMS_TOKEN: '',
  WHATSAPP_TOKEN: '',
  WHATSAPP_PHONE_NUMBER_ID: '',
  WHATSAPP_APP_SECRET: '',
  WHATSAPP_VERIFY_TOKEN: '',
}
const benches: Readonly<Record<string, Entry>> = {
  sale: { bench: sale },
  'sell-out': { bench: sellOut },
  'check-in': { bench: checkIn, env: mute },
  mixed: { bench: mixed },
}
const usage = `usage: npm run bench -- ${[...Object.keys(benches), 'cluster', 'live'].join('|')} [--json] [--scale n] [--seconds n] [--buyers n] [--payments webhook|inline]; cluster also [--nats] [--web], live also [--nats]`

const { name, isJson, sizes, several } = readArguments()
const tell = isJson ? console.error : console.log
const result = await run()
print(name, result, isJson)
// A figure of a run that broke an invariant is worth nothing: say so to whoever started us.
process.exit(result.problems.length > 0 ? 1 : 0)

async function run(): Promise<Result> {
  if (name === 'cluster') return await cluster({ ...clusterSizes(sizes), ...several, tell })
  if (name === 'live') return await live({ ...liveSizes(sizes), nats: several.nats, tell })
  return await onOne(benches[name])
}

async function onOne(entry: Entry | undefined): Promise<Result> {
  if (!entry) leave(usage)
  return await withProduct(tell, entry.env ?? {}, (product) => entry.bench(product, sizes))
}

type Arguments = { readonly name: string; readonly isJson: boolean; readonly sizes: Sizes; readonly several: Pick<ClusterOptions, 'nats' | 'web'> }

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '15' },
      buyers: { type: 'string' },
      payments: { type: 'string', default: 'webhook' },
      nats: { type: 'boolean', default: false },
      web: { type: 'boolean', default: false },
    },
  })
  const { payments } = values
  if (payments !== 'webhook' && payments !== 'inline') leave(usage)
  return {
    name: positionals[0] ?? '',
    isJson: values.json,
    several: { nats: values.nats, web: values.web },
    sizes: {
      scale: whole(values.scale),
      seconds: whole(values.seconds),
      buyers: values.buyers === undefined ? undefined : whole(values.buyers),
      payments,
    },
  }
}

function whole(text: string): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 && value <= 10_000 ? value : leave(usage)
}

function leave(words: string): never {
  console.error(words)
  return process.exit(2)
}
