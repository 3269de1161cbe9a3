export type PictureFormat = 'portrait' | 'wide' | 'square' | 'bare' | 'bare-wide'

/** The picture of an event in a format and width (the api draws one when there is none). */
export const pictureUrl = (eventId: string, format: PictureFormat, width: number) => `/api/v1/events/${eventId}/poster/${format}?width=${width}`

/** As the api rounds them up. */
const widths = [480, 640, 800, 1200, 1600]
/** Sizes from which a browser takes what its screen needs. */
export const pictureSet = (eventId: string, format: PictureFormat, of: readonly number[] = widths) =>
  of.map((width) => `${pictureUrl(eventId, format, width)} ${width}w`).join(', ')
