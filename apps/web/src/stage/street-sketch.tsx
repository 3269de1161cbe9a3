import styles from './event-place.module.css'

/** Streets as a cutter would chalk them on cloth: the same for the same address, and not a plan of the real ones. */
export function StreetSketch({ seed }: { readonly seed: string }) {
  const number = [...seed].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7)
  const turn = (number % 40) - 20
  const across = Array.from({ length: 13 }, (_, place) => place * 52 + ((number >> (place % 7)) % 17))
  const along = Array.from({ length: 11 }, (_, place) => place * 58 + ((number >> (place % 5)) % 21))
  return (
    <svg viewBox="0 0 600 300" className={styles.sketch} aria-hidden="true">
      <g transform={`rotate(${turn} 300 150) translate(-20 -140)`}>
        {across.map((x, place) => (
          <line key={`x${place}`} x1={x} y1="-80" x2={x} y2="660" className={place % 4 === 1 ? styles.avenue : styles.street} />
        ))}
        {along.map((y, place) => (
          <line key={`y${place}`} x1="-80" y1={y} x2="720" y2={y} className={place % 4 === 2 ? styles.avenue : styles.street} />
        ))}
        <path
          d={`M-60 ${180 + (number % 90)} C 160 ${90 + (number % 60)}, 380 ${360 - (number % 80)}, 720 ${220 + (number % 70)}`}
          className={styles.river}
        />
      </g>
      <circle cx="300" cy="150" r="22" className={styles.halo} />
      <circle cx="300" cy="150" r="8" className={styles.here} />
    </svg>
  )
}
