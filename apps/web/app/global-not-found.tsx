import type { Metadata } from 'next'
import Link from 'next/link'
import es from '../messages/es-CO/shell.json'
import en from '../messages/en/shell.json'
import '../src/shell/tokens.css'
import styles from '../src/shell/message-page.module.css'

export const metadata: Metadata = { title: es.notFoundTitle, robots: { index: false } }

/** An address that no page has. One static answer for all of them, in both languages: nobody can fill the page cache with made-up addresses. */
export default function GlobalNotFound() {
  return (
    <html lang="es-CO">
      <body>
        <main className={styles.page}>
          <h1 className={styles.title}>{es.notFoundTitle}</h1>
          <p className={styles.words}>{es.notFoundDetail}</p>
          <p className={styles.ways}>
            <Link href="/eventos" prefetch={false}>
              {es.seeEvents}
            </Link>
            <Link href="/mis-boletas" prefetch={false}>
              {es.myTickets}
            </Link>
          </p>
          <div lang="en">
            <h2>{en.notFoundTitle}</h2>
            <p className={styles.words}>{en.notFoundDetail}</p>
            <p className={styles.ways}>
              <Link href="/en/eventos" prefetch={false}>
                {en.seeEvents}
              </Link>
              <Link href="/en/mis-boletas" prefetch={false}>
                {en.myTickets}
              </Link>
            </p>
          </div>
        </main>
      </body>
    </html>
  )
}
