import type { Metadata } from 'next'
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
          <p className={styles.ways}><a href="/eventos">{es.seeEvents}</a><a href="/mis-boletas">{es.myTickets}</a></p>
          <div lang="en">
            <h2>{en.notFoundTitle}</h2>
            <p className={styles.words}>{en.notFoundDetail}</p>
            <p className={styles.ways}><a href="/en/eventos">{en.seeEvents}</a><a href="/en/mis-boletas">{en.myTickets}</a></p>
          </div>
        </main>
      </body>
    </html>
  )
}
