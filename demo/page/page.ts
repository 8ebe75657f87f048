import MarkdownIt from 'markdown-it'
import { type Html, html } from '../../src/app/setup/html.ts'
import type { CheckRun } from '../../test/standin/index.ts'
import { lookOf } from '../conclusion.ts'
import type { Played } from '../play.ts'
import { annotated } from './annotation.ts'
import { joined } from './joined.ts'

/** All that has been told so far as one page, dressed as GitHub shows check runs. */
export const renderPage = (played: readonly Played[]): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Open userspace: what GitHub received</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <nav>
          <h1>Open userspace</h1>
          <p>What GitHub received, step by step</p>
          <ol>
            ${joined(played.map(entry))}
          </ol>
        </nav>
        <main>
          ${joined(played.map(section))}
          <footer>The repositories are invented: links to them lead nowhere.</footer>
        </main>
      </body>
    </html> `.html

const entry = ({ run }: Played, index: number): Html =>
  html`<li>
    <a href="#step-${String(index + 1)}">${icon(run)}<span>${run.output.title ?? ''}</span></a>
  </li>`

const section = ({ step, run, manifest }: Played, index: number): Html => html`
  <section id="step-${String(index + 1)}">
    <p class="happens"><b>${String(index + 1)}</b> ${step.happens}</p>
    <article>
      <header>
        ${icon(run)}
        <div>
          <h2>${run.name}</h2>
          <p>${lookOf(run).word} on <code>${run.suite.headSha.slice(0, 8)}</code></p>
        </div>
      </header>
      <div class="output">
        <h3>${run.output.title ?? ''}</h3>
        ${markdown(run.output.summary)} ${joined(run.annotations.map((each) => annotated(each, manifest)))}
        <details>
          <summary>Details</summary>
          ${markdown(run.output.text)}
        </details>
      </div>
    </article>
  </section>
`

const icon = (run: CheckRun): Html => {
  const { icon, colour, word } = lookOf(run)
  return html`<i class="icon ${colour}" role="img" aria-label="${word}">${icon}</i>`
}

const parser = new MarkdownIt({ html: false })

const markdown = (posted: string | null): Html => ({
  html: `<div class="markdown">${parser.render(posted ?? '')}</div>`,
})
