type Place = {
  readonly name: string
  readonly address: string
  readonly city: string
  readonly latitude?: number | null
  readonly longitude?: number | null
}

/** The place on real maps: by its coordinates when they are known, else by its address. */
export function mapLinks({ name, address, city, latitude, longitude }: Place): { readonly openStreetMap: string; readonly google: string } {
  const isKnown = typeof latitude === 'number' && typeof longitude === 'number'
  const words = encodeURIComponent(`${name}, ${address}, ${city}, Colombia`)
  return {
    openStreetMap: isKnown
      ? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
      : `https://www.openstreetmap.org/search?query=${words}`,
    google: `https://www.google.com/maps/search/?api=1&query=${isKnown ? `${latitude}%2C${longitude}` : words}`,
  }
}
