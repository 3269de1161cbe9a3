/** Paths and npm commands that README and docs name in backticks must exist; links between documents too. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/README.md', 'deploy/**/*.md', 'e2e/README.md', 'bench/README.md'], {
  cwd: root,
  exclude: ['**/node_modules/**'],
})
const topFolders = globSync('*/', { cwd: root }).map((folder) => folder.replace('/', ''))
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const builtIn = new Set(['ci', 'install', 'run', 'audit', 'ls', 'pack', 'publish', 'update', 'view'])

const problems = documents.flatMap((document) => check(document, readFileSync(join(root, document), 'utf8')))
for (const problem of problems) console.error(problem)
console.log(`${documents.length} documents, ${problems.length} problems`)
process.exitCode = problems.length === 0 && documents.length > 0 ? 0 : 1

function check(document, text) {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span)
  const blocks = [...text.matchAll(/```(?:sh|bash|console)\n([\s\S]*?)```/g)].flatMap(([, block]) => block.split('\n'))
  const commands = [...spans, ...blocks].flatMap(commandProblems)
  const paths = spans
    .filter(isPath)
    .filter((path) => !exists(path))
    .map((path) => `there is no ${path}`)
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)]
    .map(([, link]) => link)
    .filter((link) => !existsSync(join(root, dirname(document), link)))
  return [...commands, ...paths, ...links.map((link) => `the link ${link} leads nowhere`)].map((problem) => `${document}: ${problem}`)
}

function commandProblems(text) {
  return [...text.matchAll(/(?:^|&&\s*|\s)npm (run )?([\w:-]+)/g)].flatMap(([, run, name]) => {
    const isKnown = name in scripts || (!run && (builtIn.has(name) || ['test', 'start'].includes(name)))
    return isKnown ? [] : [`there is no npm ${run ?? ''}${name}`]
  })
}

/** A path is what starts with one of our folders; `<id>`, `*` and `{a,b}` stand for many. */
function isPath(span) {
  const [first, ...rest] = span.split('/')
  return rest.length > 0 && topFolders.includes(first) && !/[\s<>]/.test(span)
}

function exists(path) {
  const plain = path.replace(/:\d+$/, '').replace(/#.*$/, '')
  return existsSync(join(root, plain)) || (/[*{]/.test(plain) && globSync(plain, { cwd: root }).length > 0)
}
