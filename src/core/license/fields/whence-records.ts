/** A field of a record, with what stands below it until the next. */
export type WhenceField = {
  readonly key: 'file' | 'directory' | 'link' | 'licence' | 'status' | 'other'
  readonly value: string
  /** 1-based. */
  readonly line: number
  readonly below: readonly string[]
}

/** The records of a `WHENCE` file, which stand between dashed lines. Prose before the first field of one is left out. */
export const readRecords = (text: string): readonly (readonly WhenceField[])[] => {
  const records: (WhenceField & { readonly below: string[] })[][] = [[]]
  for (const [at, line] of text.split('\n').entries()) {
    const record = records.at(-1) ?? []
    const [, name, value = ''] = FIELD.exec(line) ?? []
    if (/^-{5,}\s*$/.test(line)) records.push([])
    else if (name !== undefined) record.push({ key: KEYS.get(name) ?? 'other', value, line: at + 1, below: [] })
    else record.at(-1)?.below.push(line)
  }
  return records
}

/** Only what is known counts as a field: licence texts hold lines of the same look. */
const FIELD =
  /^(Driver|Device|Dir|File|RawFile|Link|(?:Original )?Licen[cs]e(?: info(?:rmation)?)?|Status|Info|Version|Source|Origin|Install):(.*)$/

const KEYS = new Map<string, WhenceField['key']>([
  ['File', 'file'],
  ['RawFile', 'file'],
  ['Dir', 'directory'],
  ['Link', 'link'],
  ['Status', 'status'],
  ...['', 'Original '].flatMap((before) =>
    ['Licence', 'License'].flatMap((name) =>
      ['', ' info', ' information'].map((after) => [`${before}${name}${after}`, 'licence'] as const),
    ),
  ),
])
