/** Who may import whom, lowest first: one table, read by the linter and by people. */
const mayImport = {
  core: [],
  ledger: ['core'],
  people: ['core'],
  media: ['core'],
  events: ['core', 'people', 'media'],
  payments: ['core', 'ledger'],
  ticketing: ['core', 'events', 'payments', 'ledger', 'people', 'media'],
  door: ['core', 'events', 'ticketing'],
  messaging: ['core'],
  analytics: ['core', 'events', 'ticketing', 'payments', 'ledger', 'people', 'door'],
  auditing: ['core'],
  demo: ['core', 'people', 'events', 'ticketing', 'payments', 'ledger', 'door', 'messaging'],
  providers: ['core', 'payments', 'messaging'],
}
/** A port is made to be implemented by others: providers may import these files past the index. */
const ports = ['payments/provider.ts', 'messaging/channel.ts']
const root = '/packages/server/src/'

/** The path under src that an import names, or undefined for packages. */
function inside(file, source) {
  if (source.startsWith('#')) return source.slice(1)
  if (!source.startsWith('.')) return undefined
  return new URL(source, new URL(file, 'file://')).pathname.split(root)[1]
}

/** The path under src of the file that is checked, in parts; undefined outside src and for main.ts, which knows everyone. */
function ownPath(filename) {
  const own = filename.split(root)[1]?.split('/')
  return own && own.length > 1 ? own : undefined
}

const boundaries = {
  create(context) {
    const [folder] = ownPath(context.filename) ?? []
    if (!folder) return {}
    const allowed = mayImport[folder]
    if (!allowed) return { Program: (node) => context.report({ node, message: `${folder} is not in the table of tools/house-rules.js` }) }

    const check = ({ source }) => {
      const path = source && inside(context.filename, String(source.value))
      const [other, ...rest] = path?.split('/') ?? []
      if (!other || other === folder) return
      if (!allowed.includes(other)) context.report({ node: source, message: `${folder} may not import ${other}: see tools/house-rules.js` })
      else if (other !== 'core' && rest.join('/') !== 'index.ts' && !(folder === 'providers' && ports.includes(path)))
        context.report({ node: source, message: `import ${other} through its index.ts` })
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check }
  },
}

const chance = { 'Date.now': 'now()', 'Math.random': 'random', 'crypto.randomUUID': 'newId()', randomUUID: 'newId()' }

/** Time, chance and ids come from the context: a test can then stop the clock, and a repeat gives the same result. */
const noGlobalsOfChance = {
  create(context) {
    const [folder] = ownPath(context.filename) ?? []
    if (!folder || folder === 'core' || context.filename.endsWith('.test.ts')) return {}
    return {
      CallExpression(node) {
        const name = nameOf(node.callee)
        if (Object.hasOwn(chance, name)) context.report({ node, message: `${name}() in a domain: take ${chance[name]} from the context` })
      },
      NewExpression(node) {
        if (nameOf(node.callee) === 'Date' && node.arguments.length === 0)
          context.report({ node, message: 'new Date() in a domain: take now() from the context' })
      },
    }
  },
}

function nameOf(callee) {
  if (callee.type === 'Identifier') return callee.name
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.property.type === 'Identifier')
    return `${callee.object.name}.${callee.property.name}`
  return ''
}

export default { meta: { name: 'house' }, rules: { boundaries, 'no-globals-of-chance': noGlobalsOfChance } }
