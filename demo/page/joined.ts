import type { Html } from '../../src/app/setup/html.ts'

export const joined = (pieces: readonly Html[]): Html => ({ html: pieces.map((piece) => piece.html).join('') })
