import { parseArgs } from 'node:util'
import { checkIn } from './check-in.ts'
import { withProduct } from './product-under-test.ts'
import { print, type Bench, type Sizes } from './report.ts'
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
const benches: Readonly<Record<string, Entry>> = { sale: { bench: sale }, 'sell-out': { bench: sellOut }, 'check-in': { bench: checkIn, env: mute } }
const usage = `usage: npm run bench -- ${Object.keys(benches).join('|')} [--json] [--scale n] [--seconds n] [--buyers n] [--payments webhook|inline]`

const { name, isJson, sizes } = readArguments()
const entry = benches[name]
if (!entry) leave(usage)
const result = await withProduct(isJson ? console.error : console.log, entry.env ?? {}, (product) => entry.bench(product, sizes))
print(name, result, isJson)
// A figure of a run that broke an invariant is worth nothing: say so to whoever started us.
process.exit(result.problems.length > 0 ? 1 : 0)

function readArguments(): { readonly name: string; readonly isJson: boolean; readonly sizes: Sizes } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '15' },
      buyers: { type: 'string' },
      payments: { type: 'string', default: 'webhook' },
    },
  })
  const { payments } = values
  if (payments !== 'webhook' && payments !== 'inline') leave(usage)
  return {
    name: positionals[0] ?? '',
    isJson: values.json,
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
