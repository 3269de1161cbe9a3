import { html } from 'hono/html'

export type Markup = ReturnType<typeof html>

/** One plain, mobile-first sheet for every page of the simulators; nothing is loaded from elsewhere. */
export function page(options: {
  readonly lang: 'es' | 'en'
  readonly title: string
  readonly brand: string
  readonly accent: string
  readonly refreshSeconds?: number
  readonly body: Markup | readonly Markup[]
}): Markup {
  return html`<!doctype html>
    <html lang="${options.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${options.refreshSeconds === undefined ? '' : html`<meta http-equiv="refresh" content="${options.refreshSeconds}" />`}
        <title>${options.title} · ${options.brand}</title>
        <style>
          :root {
            --accent: ${options.accent};
            --ink: #1d1b20;
            --soft: #5c5866;
            --line: #d9d5de;
            --paper: #fff;
            --ground: #f4f2f7;
          }
          @media (prefers-color-scheme: dark) {
            :root {
              --ink: #f3f0f7;
              --soft: #b9b3c4;
              --line: #454050;
              --paper: #242029;
              --ground: #17141b;
            }
          }
          * {
            box-sizing: border-box;
          }
          body {
            margin: 0;
            background: var(--ground);
            color: var(--ink);
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
          header {
            background: var(--accent);
            color: #fff;
            padding: 14px 20px;
            font-weight: 700;
            display: flex;
            justify-content: space-between;
            gap: 12px;
          }
          header small {
            font-weight: 500;
          }
          main {
            max-width: 30rem;
            margin: 24px auto;
            padding: 24px 20px;
            background: var(--paper);
            border: 1px solid var(--line);
            border-radius: 16px;
          }
          main.wide {
            max-width: 64rem;
          }
          @media (max-width: 32rem) {
            main {
              margin: 0;
              border: 0;
              border-radius: 0;
              min-height: calc(100vh - 53px);
            }
          }
          a:not(.button) {
            color: inherit;
          }
          h1 {
            font-size: 1.35rem;
            line-height: 1.25;
            margin: 0 0 4px;
          }
          h2 {
            font-size: 1.05rem;
            margin: 24px 0 8px;
          }
          p {
            margin: 8px 0;
          }
          .soft {
            color: var(--soft);
            font-size: 0.9rem;
          }
          .amount {
            font-size: 1.9rem;
            font-weight: 750;
            margin: 8px 0;
            font-variant-numeric: tabular-nums;
          }
          dl {
            display: grid;
            grid-template-columns: auto 1fr;
            gap: 4px 16px;
            margin: 16px 0;
          }
          dt {
            color: var(--soft);
          }
          dd {
            margin: 0;
            text-align: right;
            overflow-wrap: anywhere;
          }
          label {
            display: block;
            margin: 14px 0 4px;
            font-weight: 600;
          }
          input,
          select {
            width: 100%;
            font: inherit;
            color: inherit;
            background: var(--paper);
            border: 1px solid var(--soft);
            border-radius: 10px;
            padding: 12px;
          }
          .pair {
            display: grid;
            grid-template-columns: 1fr 1fr;
            gap: 12px;
          }
          button,
          a.button {
            display: block;
            width: 100%;
            min-height: 48px;
            margin: 14px 0 0;
            padding: 12px;
            border: 2px solid var(--accent);
            border-radius: 12px;
            background: var(--accent);
            color: #fff;
            font: inherit;
            font-weight: 700;
            text-align: center;
            text-decoration: none;
            cursor: pointer;
          }
          button.plain,
          a.plain {
            background: transparent;
            color: var(--ink);
            border-color: var(--soft);
          }
          button:focus-visible,
          input:focus-visible,
          select:focus-visible,
          a:focus-visible {
            outline: 3px solid var(--accent);
            outline-offset: 2px;
          }
          .row label {
            margin: 0;
          }
          .row {
            margin: 6px 0;
          }
          .note {
            border-left: 4px solid var(--accent);
            background: var(--ground);
            padding: 10px 14px;
            margin: 16px 0;
            border-radius: 0 8px 8px 0;
            font-size: 0.92rem;
          }
          .problem {
            border-left-color: #b3261e;
          }
          .phone {
            border: 10px solid #1d1b20;
            border-radius: 36px;
            padding: 26px 18px;
            margin: 16px auto;
            max-width: 19rem;
            background: var(--paper);
          }
          .qr {
            max-width: 16rem;
            margin: 16px auto;
            display: block;
            background: #fff;
            padding: 8px;
            border-radius: 8px;
          }
          fieldset {
            border: 1px solid var(--line);
            border-radius: 12px;
            margin: 12px 0;
            padding: 8px 16px;
          }
          legend {
            font-weight: 700;
            padding: 0 6px;
          }
          table {
            border-collapse: collapse;
            width: 100%;
            font-size: 0.88rem;
          }
          td,
          th {
            text-align: left;
            padding: 6px 8px;
            border-bottom: 1px solid var(--line);
            vertical-align: top;
            overflow-wrap: anywhere;
          }
          td form {
            display: inline-block;
            margin: 2px;
          }
          td button,
          .row button {
            display: inline-block;
            width: auto;
            min-height: 40px;
            margin: 0;
            padding: 4px 12px;
            font-size: 0.88rem;
          }
          .row {
            display: flex;
            flex-wrap: wrap;
            gap: 8px;
            align-items: center;
          }
          .row select,
          .row input {
            width: auto;
            padding: 8px;
          }
        </style>
      </head>
      <body>
        <header>
          <span>${options.brand}</span><small>${options.lang === 'es' ? 'Simulador, no es dinero real' : 'Simulator, not real money'}</small>
        </header>
        ${options.body}
      </body>
    </html>`
}

export function amountText(minor: number, currency: string, lang: 'es' | 'en'): string {
  const digits = currency === 'COP' ? 0 : 2
  return new Intl.NumberFormat(lang === 'es' ? 'es-CO' : 'en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: 2,
  }).format(minor / 100)
}

/** Adds a parameter to the address that the payer goes back to. */
export function withQuery(url: string, name: string, value: string): string {
  const target = new URL(url)
  target.searchParams.set(name, value)
  return target.href
}
