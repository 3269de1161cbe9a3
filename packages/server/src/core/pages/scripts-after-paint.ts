/** What a page says when all that it has to show is in its HTML (apps/web/src/shell/stage-layout.tsx). */
const mark = ' data-scripts="after-paint"'

/**
 * Lets a page's scripts begin when its words, letters and first picture are on the screen. Named in the HTML they would be asked for with the
 * first bytes, share a phone's line with what is looked at, and take its processor before the first paint.
 */
export function scriptsAfterPaint(html: string): string {
  const end = html.lastIndexOf('</body>')
  if (end === -1 || !html.includes(mark)) return html
  const waiting = html
    .slice(0, end)
    .replaceAll(/<link rel="preload" as="script"[^>]*>/g, '')
    .replaceAll(/<script (src="\/_next\/static\/chunks\/[\w~.-]+\.js"(?: id="\w+")?) async="">/g, '<script type="late" $1>')
  return `${waiting}<script>${starter}</script>${html.slice(end)}`
}

/**
 * After the first paint, and after the picture that matters (`fetchpriority="high"`) if it comes within two seconds. A page that nobody sees is
 * never painted: its scripts begin at once. All elements change in one turn, so that no script finds a waiting one of its own build.
 */
export const starter =
  '(function(){var o,b=0,p=document.querySelector(\'img[fetchpriority="high"]\'),' +
  'go=function(){if(b)return;b=1;document.querySelectorAll(\'script[type="late"]\').forEach(function(w){var s=document.createElement("script");s.src=w.getAttribute("src");s.async=true;if(w.id)s.id=w.id;w.replaceWith(s)})},' +
  'seen=function(){requestAnimationFrame(function(){requestAnimationFrame(go)})},' +
  'shown=function(){if(!p||p.complete)return seen();p.addEventListener("load",seen);p.addEventListener("error",seen)};' +
  'if(document.hidden)return go();setTimeout(go,2000);' +
  'try{o=new PerformanceObserver(function(){o.disconnect();shown()});o.observe({type:"paint",buffered:true})}catch(e){shown()}})()'
