import { hidesTerms } from './hidden-words.ts'
import { holdsRestriction } from './restricting-names.ts'

/**
 * Takes the markup out of a text and leaves spaces in its place, so that every offset and line stays what it was.
 * Only tags that HTML knows go: `<year>` is a placeholder. A comment's content stays, as a licence often stands in one.
 */
export const blankMarkup = (text: string): string => {
  let plain = text
  if (plain.includes('<')) plain = plain.replace(TAG, blankUnlessTelling)
  if (plain.includes('&')) plain = plain.replace(ENTITY, (entity) => decodeEntity(entity).padEnd(entity.length))
  if (plain.includes('](')) plain = plain.replace(LINK_TARGET, blankUnlessTelling)
  if (plain.includes('^L') || plain.includes('=0C')) plain = plain.replace(PAGE_BREAK, blank)
  return plain
}

/** How a form feed looks once it was copied from a terminal or out of a mail. */
const PAGE_BREAK = /^(?:\^L|=0C)$/gm

const blank = (found: string): string => found.replace(/[^\n]/g, ' ')

/** A file that nobody renders shows what is in its markup, and a reader takes it for what it says. */
const blankUnlessTelling = (found: string): string => {
  if (found.length < 6 || /^<\/?\w+\s?\/?>$/.test(found)) return blank(found)
  const shown = found.replaceAll(PUBLISHERS, '')
  const tells = holdsRestriction(found) || SENTENCE.test(found) || STYLE.test(found) || NOT_ASCII.test(found)
  return tells || valuesOf(shown).some(hidesTerms) ? found : blank(found)
}

/** Pages of those who publish licences. */
const PUBLISHERS =
  /https?:\/\/(?:www\.)?(?:gnu|fsf|apache|mozilla|creativecommons|opensource|spdx|eclipse)\.org\/[\w./#-]*/g

const NOT_ASCII = /[^\0-\x7F]/

/** What attributes are set to, and the parts of an address. */
const valuesOf = (found: string): readonly string[] =>
  Array.from(found.matchAll(/=\s?"([^"]*)"|=\s?([^\s">]+)|\]\(([^)]*)\)/g), ([, quoted, bare, target]) =>
    (quoted ?? bare ?? target ?? '').split(/[/?&#]/),
  ).flat()

/** A style that sets nothing. */
const STYLE = /\bstyle="(?:[^":]+"|[^"]*')/i

/** Words that no class is called by, or more plain words in a row than an element has classes. */
const SENTENCE = /"[a-z]{1,20}(?: [a-z]{1,20}){3}|[\s"](?:not|no|only|without|except|never|must|may|shall)[\s"]/i

const TAGS =
  'a|abbr|address|article|b|big|blockquote|body|br|center|cite|code|dd|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html|i|img|li|link|main|meta|nav|ol|p|pre|section|small|span|strong|sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul|!doctype'
// Only attributes that show nothing, with values of one word, or classes: whatever else stands in a bracket is text, as it
// is in a file that nobody renders. All parts are bounded, so that no text takes more than linear time.
const ATTRIBUTE =
  '\\s{1,20}(?:(?:href|src|id|name|lang|charset|rel|type|align|valign|width|height|border|target|dir|xmlns|color|face|size|property|http-equiv)\\s?=\\s?(?:"[^"<>\\s]{0,500}"|[^\\s"<>]{1,200})|(?:class|style)="[^"<>]{0,200}"|html)'
const TAG = new RegExp(`</?(?:${TAGS})(?:${ATTRIBUTE}){0,12}\\s{0,20}/?>`, 'gi')
const ENTITY = /&(?:#\d{1,5}|#x[\da-f]{1,5}|[a-z]{2,8});/gi
const LINK_TARGET = /\]\([^\s()]{1,500}\)/g

const NAMED: Readonly<Record<string, string>> = { copy: '©', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Signs that are none of a word. */
const SIGNS: ReadonlySet<string> = new Set(
  'nbsp ensp emsp thinsp zwj zwnj shy lrm rlm ldquo rdquo lsquo rsquo sbquo bdquo laquo raquo mdash ndash hellip bull middot sect para reg trade deg times rarr larr tab newline lpar rpar lsqb rsqb lbrack rbrack comma period colon semi quest excl ast num dollar percnt sol bsol lowbar hyphen dash'.split(
    ' ',
  ),
)

const decodeEntity = (entity: string): string => {
  const name = entity.slice(1, -1).toLowerCase()
  // What is no name of a character is text.
  if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? '') : SIGNS.has(name) ? '' : entity
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  // A character outside the basic plane or a surrogate would shift what follows, and no licence needs one.
  return code >= 32 && code < 0xd800 ? String.fromCharCode(code) : ''
}
