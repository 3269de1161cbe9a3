'use client'
import es from '../messages/es-CO/shell.json'
import en from '../messages/en/shell.json'

/** When even the shell failed: plain words in both languages, without anything that could fail again. */
export default function GlobalError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <html lang="es-CO">
      <body style={{ fontFamily: 'system-ui, sans-serif', maxWidth: '60ch', margin: '15vh auto', padding: '0 16px' }}>
        <main role="alert">
          <h1>{es.errorTitle}</h1>
          <p>{es.errorDetail}</p>
          <p lang="en">
            {en.errorTitle}. {en.errorDetail}
          </p>
          <button type="button" onClick={reset}>
            {es.retry} / <span lang="en">{en.retry}</span>
          </button>
        </main>
      </body>
    </html>
  )
}
