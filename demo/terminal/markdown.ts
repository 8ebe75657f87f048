import MarkdownIt, { type Token } from 'markdown-it'
import { style } from './style.ts'
import { table } from './table.ts'
import { wrap } from './wrap.ts'

/** The Markdown of a check run as lines for a terminal: headings, paragraphs, lists and tables. */
export const renderMarkdown = (markdown: string, width: number): string[] =>
  blocksOf(parser.parse(markdown, {})).flatMap((block, index) => [
    ...(index === 0 ? [] : ['']),
    ...renderBlock(block, width),
  ])

const parser = new MarkdownIt({ html: false })

type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: string[] }
  | { readonly kind: 'table'; readonly rows: string[][] }

const blocksOf = (tokens: readonly Token[]): Block[] => {
  const blocks: Block[] = []
  const open: string[] = []
  for (const token of tokens) {
    const name = token.type.replace(/_(open|close)$/, '')
    if (token.nesting === 1) open.push(name)
    if (token.nesting === -1) open.pop()
    const last = blocks.at(-1)
    if (token.type === 'bullet_list_open') blocks.push({ kind: 'list', items: [] })
    else if (token.type === 'table_open') blocks.push({ kind: 'table', rows: [] })
    else if (token.type === 'tr_open' && last?.kind === 'table') last.rows.push([])
    else if (token.type === 'inline') {
      const text = inline(token.children ?? [])
      if (open.includes('table') && last?.kind === 'table') last.rows.at(-1)?.push(text)
      else if (open.includes('bullet_list') && last?.kind === 'list') last.items.push(text)
      else blocks.push({ kind: open.includes('heading') ? 'heading' : 'paragraph', text })
    }
  }
  return blocks
}

const renderBlock = (block: Block, width: number): string[] => {
  switch (block.kind) {
    case 'heading':
      return wrap(style('bold', block.text), width)
    case 'paragraph':
      return wrap(block.text, width)
    case 'list':
      return block.items.flatMap((item) => wrap(`• ${item}`, width, '  '))
    case 'table':
      return table(block.rows, width)
  }
}

type Format = Parameters<typeof style>[0]

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['strong', 'bold'],
  ['em', 'italic'],
  ['link', 'underline'],
])

const inline = (tokens: readonly Token[]): string => {
  const open: Format[] = []
  return tokens
    .map((token) => {
      const format = FORMATS.get(token.type.replace(/_(open|close)$/, ''))
      if (format !== undefined && token.nesting === 1) open.push(format)
      if (format !== undefined && token.nesting === -1) open.pop()
      if (token.type === 'hardbreak') return '\n'
      if (token.type === 'softbreak') return ' '
      const formats: readonly Format[] = token.type === 'code_inline' ? [...open, 'cyan'] : open
      return formats.reduce<string>((text, each) => style(each, text), token.content)
    })
    .join('')
}
