import { type Html, html } from '../../src/app/setup/html.ts'
import type { Annotation } from '../../test/standin/index.ts'
import type { Played } from '../play.ts'
import { joined } from './joined.ts'

/** An annotation below its lines, where it is on the manifest, and else below its path. */
export const annotated = (annotation: Annotation, manifest: Played['manifest']): Html => {
  const { path, start_line: first, end_line: last } = annotation
  const lines = path === manifest.path ? manifest.text.trimEnd().split('\n') : []
  const numbered = lines.map((text, index) => ({ text, number: index + 1 }))
  const rows = numbered.map(({ text, number }) => line(text, number, number >= first && number <= last))
  return html`<div class="file">
    <p class="path">${path}</p>
    ${joined([...rows.slice(0, last), note(annotation), ...rows.slice(last)])}
  </div>`
}

const line = (text: string, number: number, marked: boolean): Html =>
  html`<div class="line ${marked ? 'marked' : ''}"><i>${String(number)}</i><code>${text}</code></div>`

const note = ({ annotation_level: level, start_line: at, title = '', message }: Annotation): Html =>
  html`<div class="note ${level}">
    <b>Check ${level} on line ${String(at)}: ${title}</b>
    <p>${message}</p>
  </div>`
