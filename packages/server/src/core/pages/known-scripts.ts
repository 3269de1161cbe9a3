import { starter } from './scripts-after-paint.ts'

/** Every inline script that our pages are made with, by its whole text. Anything else is not ours. */
export function isKnownScript(text: string): boolean {
  return fixedScripts.has(text) || isFlight(text) || isTurbopackStart(text) || isReveal(text)
}

/** Sets light or dark before the first paint: the text of apps/web/src/shell/scheme.ts, letter by letter. */
const schemeScript =
  'try{var s=localStorage.getItem("mantine-color-scheme-value");document.documentElement.dataset.mantineColorScheme=s==="light"||s==="dark"?s:matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}catch(e){document.documentElement.dataset.mantineColorScheme="light"}'

const fixedScripts: ReadonlySet<string> = new Set([
  schemeScript,
  starter,
  '(self.__next_f=self.__next_f||[]).push([0])',
  'requestAnimationFrame(function(){$RT=performance.now()});',
])

/** Next hands the page's data to React as JSON text: `self.__next_f.push([1,"..."])`. Pure JSON holds no code, whatever it says. */
function isFlight(text: string): boolean {
  const found = /^self\.__next_f\.push\((\[[\s\S]*\])\)$/.exec(text)
  const pushed = found ? parse(found[1]) : undefined
  if (!Array.isArray(pushed) || pushed.length === 0 || pushed.length > 3) return false
  const [kind, ...rest]: readonly unknown[] = pushed
  return typeof kind === 'number' && rest.every((part) => typeof part === 'string' || part === null)
}

/** Turbopack names the files and modules that begin: JSON again, and only files from our own build. */
function isTurbopackStart(text: string): boolean {
  const found = /^\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\)\.push\((\{[^<>]*\})\);$/.exec(text)
  const start = found ? parse(found[1]) : undefined
  if (typeof start !== 'object' || start === null) return false
  const { otherChunks, runtimeModuleIds, ...rest }: Readonly<Record<string, unknown>> = { ...start }
  return (
    Object.keys(rest).length === 0 &&
    Array.isArray(otherChunks) &&
    otherChunks.every(isChunk) &&
    Array.isArray(runtimeModuleIds) &&
    runtimeModuleIds.every(Number.isSafeInteger)
  )
}

const isChunk = (chunk: unknown): boolean => typeof chunk === 'string' && /^static\/chunks\/[\w~-]+(?:\.[\w~-]+)*\.js$/.test(chunk)

/** React's own few lines that put late parts of a page in their place (react-dom 19.3, react-dom-server.node), then calls that name two places. */
function isReveal(text: string): boolean {
  const calls = definitions.reduce((left, definition) => left.replace(definition, ''), text)
  return /^(?:\$RC\("B:[\da-f]+","S:[\da-f]+"\)|\$RS\("S:[\da-f]+","P:[\da-f]+"\)|\$RX\("B:[\da-f]+"(?:,"[\w:-]*")?\))$/.test(calls)
}

const definitions = [
  '$RB=[];$RV=function(a){$RT=performance.now();for(var b=0;b<a.length;b+=2){var c=a[b],e=a[b+1];null!==e.parentNode&&e.parentNode.removeChild(e);var f=c.parentNode;if(f){var g=c.previousSibling,h=0;do{if(c&&8===c.nodeType){var d=c.data;if("/$"===d||"/&"===d)if(0===h)break;else h--;else"$"!==d&&"$?"!==d&&"$~"!==d&&"$!"!==d&&"&"!==d||h++}d=c.nextSibling;f.removeChild(c);c=d}while(c);for(;e.firstChild;)f.insertBefore(e.firstChild,c);g.data="$";g._reactRetry&&requestAnimationFrame(g._reactRetry)}}a.length=0};\n$RC=function(a,b){if(b=document.getElementById(b))(a=document.getElementById(a))?(a.previousSibling.data="$~",$RB.push(a,b),2===$RB.length&&("number"!==typeof $RT?requestAnimationFrame($RV.bind(null,$RB)):(a=performance.now(),setTimeout($RV.bind(null,$RB),2300>a&&2E3<a?2300-a:$RT+300-a)))):b.parentNode.removeChild(b)};',
  '$RS=function(a,b){a=document.getElementById(a);b=document.getElementById(b);for(a.parentNode.removeChild(a);a.firstChild;)b.parentNode.insertBefore(a.firstChild,b);b.parentNode.removeChild(b)};',
  '$RX=function(b,c,d,e,f){var a=document.getElementById(b);a&&(b=a.previousSibling,b.data="$!",a=a.dataset,null!=c&&(a.dgst=c),d&&(a.msg=d),e&&(a.stck=e),f&&(a.cstck=f),b._reactRetry&&b._reactRetry())};',
] as const

function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '')
  } catch {
    return undefined // not JSON, so not a script that we know
  }
}
