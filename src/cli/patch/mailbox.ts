import PostalMime from 'postal-mime'

/** The line that begins a mail in an mbox: who sent it, or git's commit, and a date of fixed form. */
const BEGINS_MAIL = /^From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}/
/** What a single mail that was saved begins with. */
const HEADER = /^(?:Return-Path|Received|Delivered-To|From|Subject|Date|Message-I[dD]|MIME-Version|X-[\w-]+): /

/**
 * The texts in which diffs may stand: each mail's decoded body and the patches attached to it, or the text itself where it
 * is no mail.
 */
export const patchTexts = async (content: Buffer): Promise<readonly string[]> => {
  // One character a byte, so that each mail keeps its own encoding.
  const bytes = content.toString('latin1')
  const mails = BEGINS_MAIL.test(bytes) ? splitMailbox(bytes) : HEADER.test(bytes) ? [bytes] : null
  if (mails === null) return [content.toString('utf8')]
  return (await Promise.all(mails.map(textsOf))).flat()
}

const splitMailbox = (bytes: string): readonly string[] => {
  const mails: string[][] = []
  for (const line of bytes.split('\n')) {
    if (BEGINS_MAIL.test(line)) mails.push([])
    // What a mail itself begins so was quoted to stand in an mbox.
    else mails.at(-1)?.push(line.replace(/^>(>*From )/, '$1'))
  }
  return mails.map((lines) => lines.join('\n'))
}

const textsOf = async (mail: string): Promise<readonly string[]> => {
  const { text = '', attachments } = await PostalMime.parse(Buffer.from(mail, 'latin1'))
  const patches = attachments
    .filter(({ filename, mimeType }) => mimeType.startsWith('text/') || /\.(?:patch|diff)$/.test(filename ?? ''))
    .map(({ content }) =>
      typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('utf8'),
    )
  return [text, ...patches]
}
