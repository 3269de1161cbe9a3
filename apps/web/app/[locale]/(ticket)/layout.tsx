/** As every public page looks. Its own group, because what stands behind a signed link is asked for at each view: these pages are not static. */
export { default } from '../(stage)/layout.tsx'
