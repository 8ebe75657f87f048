import MarkdownIt from 'markdown-it'
import { type Html, html } from '../../src/app/setup/html.ts'
import type { CheckRun } from '../../test/standin/index.ts'
import { lookOf } from '../conclusion.ts'
import type { Played } from '../play.ts'
import type { ToldChapter } from '../teller.ts'
import { annotated } from './annotation.ts'
import { joined } from './joined.ts'

/** All that has been told so far as one page, dressed as GitHub shows check runs. */
export const renderPage = (told: readonly ToldChapter[]): string =>
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
          ${joined(told.map(entries))}
        </nav>
        <main>
          ${joined(told.map(chapterSections))}
          <footer>
            The repositories are stand-ins, with a few lines written for this: links into them lead nowhere.
          </footer>
        </main>
      </body>
    </html> `.html

const entries = ({ title, first, played }: ToldChapter): Html =>
  html`<h2>${title}</h2>
    <ol start="${String(first)}">
      ${joined(played.map((one, index) => entry(one, first + index)))}
    </ol>`

const entry = ({ run }: Played, number: number): Html =>
  html`<li>
    <a href="#step-${String(number)}">${icon(run)}<span>${run.output.title ?? ''}</span></a>
  </li>`

const chapterSections = ({ title, first, played }: ToldChapter): Html =>
  html`<h2>${title}</h2>
    ${joined(played.map((one, index) => section(one, first + index)))}`

const section = ({ step, run, manifest }: Played, number: number): Html => html`
  <section id="step-${String(number)}">
    <p class="happens"><b>${String(number)}</b> ${step.happens}</p>
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
