/**
 * The libraries that a Makefile makes, without `lib`: those that a rule makes from something, that a compiler is told to
 * write, or that are listed to be built. Naming one elsewhere, as to link, copy or install it, makes nothing.
 */
export const madeBy = (text: string): readonly string[] => {
  const lines = text
    .split('\n')
    .map(withoutComment)
    .join('\n')
    .replaceAll(/\\\n[ \t]*/g, ' ')
    .split('\n')
    .filter((line) => line.length <= LONGEST_LINE)
  const values = new Map<string, string>()
  for (const line of lines) {
    const [, name, value] = ASSIGNED.exec(line) ?? []
    if (name !== undefined && value !== undefined && !values.has(name)) values.set(name, value)
  }
  const expanded = (words: string): string => expand(words, values)
  return lines.flatMap((line) => {
    const [, targets = '', from = ''] = RULE.exec(line) ?? []
    if (MADE_FROM.test(expanded(from))) return librariesIn(expanded(targets))
    const listed = LISTED.exec(line)?.[1] ?? NAMED.exec(line)?.[1]
    if (listed !== undefined) return librariesIn(expanded(listed))
    return Array.from(line.matchAll(WRITTEN), ([, file = '']) => file).flatMap((file) => librariesIn(expanded(file)))
  })
}

/** A `#` begins a comment where it isn't written with a backslash. */
export const withoutComment = (line: string): string => {
  const at = line.indexOf('#')
  return at < 0 || line[at - 1] === '\\' ? line : line.slice(0, at)
}

/** Nobody writes longer ones by hand. */
const LONGEST_LINE = 8192

/** A variable that stands for one word. */
const ASSIGNED = /^ {0,40}(?:override |export )?([\w.-]{1,60})[ \t]{0,40}(?:::?|\?)?=[ \t]{0,40}(\S{1,200})[ \t]{0,40}$/

const RULE = /^([^\s:=#][^:=#]{0,1000})::?(?![:=])([^=]{0,8000})/

/** What a library is made from: objects and sources, or a variable that lists them. */
const MADE_FROM = /\.(?:o|lo|obj|os|c|cc|cpp|cxx|S|s|rs)\b|\$[({][^)}]{0,100}(?:OBJ|obj|SRC|src|SOURCE|source|DEPS)/

/** Automake's lists. */
const LISTED = /^[ \t]{0,40}(?:\w{1,40}_)(?:LTLIBRARIES|LIBRARIES)[ \t]{0,40}\+?=(.{1,2000})$/

/** One file that rules of another Makefile make. */
const NAMED =
  /^[ \t]{0,40}(?:TARGET\w{0,40}|SONAME|LIB_?NAME)[ \t]{0,40}(?:::?|\?)?=[ \t]{0,40}([^\s/$]{1,200})[ \t]{0,40}$/

/** `-o libnpu.so`, `-Wl,-soname,libnpu.so.1`. */
const WRITTEN = /(?:[ \t]-o[ \t]{1,10}|-soname[=, \t]{1,10}(?:-Wl,)?)([^\s,]{1,200})/g

const MOST_NESTED = 4

const expand = (words: string, values: ReadonlyMap<string, string>): string => {
  let expanded = words
  for (let depth = 0; depth < MOST_NESTED && expanded.includes('$') && expanded.length <= LONGEST_LINE; depth += 1)
    expanded = expanded.replaceAll(/\$[({]([\w.-]{1,60})[)}]/g, (whole, name: string) => values.get(name) ?? whole)
  return expanded
}

const librariesIn = (words: string): readonly string[] =>
  Array.from(
    words.matchAll(/(?:^|[\s/)}])lib([A-Za-z0-9_.+-]{2,60}?)\.(?:so|a|la)(?![A-Za-z0-9_-])/g),
    ([, name = '']) => name,
  )
