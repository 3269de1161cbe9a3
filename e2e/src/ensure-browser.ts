import { launchBrowser } from './browser.ts'

/** Says at once what is missing, instead of at the first journey. */
const browser = await launchBrowser()
console.log(`Chromium ${browser.version()}`)
await browser.close()
