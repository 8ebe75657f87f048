import type { Annotation } from '../../test/standin/index.ts'
import { lookOf } from '../conclusion.ts'
import type { Played } from '../play.ts'
import { renderMarkdown } from './markdown.ts'
import { style } from './style.ts'
import { wrap } from './wrap.ts'

/** A check run as GitHub received it: conclusion, title, summary, and the annotations below the lines they are on. */
export const renderCheckRun = ({ run, manifest }: Played, width: number): string => {
  const { word, icon, colour } = lookOf(run)
  const bar = `${style(colour, '│')} `
  const inner = width - 2
  const { title, summary } = run.output
  const lines = [
    `${style(colour, `${icon} ${word}`)} ${style('dim', `${run.name} on ${run.suite.headSha.slice(0, 8)}`)}`,
    ...wrap(style('bold', title ?? ''), inner),
    '',
    ...renderMarkdown(summary ?? '', inner),
    ...run.annotations.flatMap((annotation) => [
      '',
      ...renderAnnotation(annotation, annotation.path === manifest.path ? manifest.text : '', inner),
    ]),
  ]
  return lines.map((line) => (bar + line).trimEnd()).join('\n')
}

const renderAnnotation = (
  { path, start_line: line, annotation_level: level, title = '', message }: Annotation,
  file: string,
  width: number,
): string[] => {
  const quoted = file.split('\n')[line - 1]
  return [
    style('underline', `${path}:${line}`),
    ...(quoted === undefined ? [] : [`${style('dim', `${line} │`)} ${quoted}`]),
    ...wrap(`${style('bold', `${level}: ${title}`)}\n${message}`, width - 4).map((each) => `    ${each}`),
  ]
}
