/** A phone as E.164; ten digits without a country are Colombian. Undefined when it cannot be one. */
export function phoneOf(text: string): string | undefined {
  const bare = text.replaceAll(/[^\d+]/g, '').replace(/^00/, '+')
  if (/^[36]\d{9}$/.test(bare)) return `+57${bare}`
  if (/^57[36]\d{9}$/.test(bare)) return `+${bare}`
  return /^\+[1-9]\d{7,14}$/.test(bare) ? bare : undefined
}

/** The ten digits that Nequi knows a person by. */
export const nequiOf = (text: string): string | undefined => {
  const phone = phoneOf(text)
  return phone && /^\+573\d{9}$/.test(phone) ? phone.slice(3) : undefined
}
