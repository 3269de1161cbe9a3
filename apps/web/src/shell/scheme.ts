/** The name under which Mantine, too, looks for the choice. */
export const schemeKey = 'mantine-color-scheme-value'

/**
 * Sets light or dark before the first paint. Inline, because a file would come too late; the content policy knows this text letter by letter
 * (packages/server/src/core/pages/content-policy.ts): change both together.
 */
export const schemeScript = `try{var s=localStorage.getItem("${schemeKey}");document.documentElement.dataset.mantineColorScheme=s==="light"||s==="dark"?s:matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"}catch(e){document.documentElement.dataset.mantineColorScheme="light"}`

/** The other scheme, from now on, on this device. */
export function toggleScheme(): void {
  const next = document.documentElement.dataset['mantineColorScheme'] === 'dark' ? 'light' : 'dark'
  document.documentElement.dataset['mantineColorScheme'] = next
  localStorage.setItem(schemeKey, next)
  // Browsers tell only the other tabs; Mantine (backstage) listens here as well.
  window.dispatchEvent(new StorageEvent('storage', { key: schemeKey, newValue: next, storageArea: localStorage }))
}
