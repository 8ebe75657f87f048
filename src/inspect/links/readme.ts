import { type AskedNeed, quoted } from './asked.ts'

const MOST = 20

/** Packages that a README tells to install and that are no source: wheels, `.deb`, `.rpm` and `.run` files. */
export const installSteps = (text: string): readonly AskedNeed[] => {
  const found: AskedNeed[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (found.length >= MOST) break
    const near = line.slice(0, 1000)
    if (!INSTALLS.test(near)) continue
    for (const [, name = ''] of near.matchAll(PACKAGE))
      found.push({ name, how: 'download', line: at + 1, text: quoted(near), isOptional: !/\.(?:whl|run)$/.test(name) })
  }
  return found
}

const INSTALLS = /\b(?:install|download|dpkg|rpm|wget|curl|pip3?)\b/i
const PACKAGE = /(?:^|[\s/`"'(=<])([A-Za-z][\w.+<>{}*-]{2,120}\.(?:whl|deb|rpm|run))\b/g
