/** What may stand in an address, from what a person types: "Noche de Telas" becomes `noche-de-telas`; a hyphen at the end may still be typed on. */
export const slugOf = (typed: string): string =>
  typed
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 100)
