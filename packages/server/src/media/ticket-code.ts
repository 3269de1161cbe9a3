/** Ten signs are read aloud in two halves; any other code is left as it is. */
export function showTicketCode(code: string): string {
  return /^[0-9A-Z]{10}$/.test(code) ? `${code.slice(0, 5)}-${code.slice(5)}` : code
}
