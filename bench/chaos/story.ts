import { createWorld } from '../../test/standin/index.ts'
import { APACHE, CROSSING, MANIFEST, MIT } from './texts.ts'

/** What a pull request may be turned into by a push, and the conclusion that a quiet run gives it. */
export const KINDS = {
  open: { conclusion: 'success', changes: (mark: string) => ({ 'src/export.c': `${CROSSING}/* ${mark} */\n` }) },
  quiet: { conclusion: 'success', changes: (mark: string) => ({ 'src/export.c': null, README: `${mark}\n` }) },
  closed: {
    conclusion: 'failure',
    changes: (mark: string) => ({
      'src/export.c': `${CROSSING}/* ${mark} */\n`,
      'open-userspace.yml': MANIFEST.replace('npu-mlir', 'npu-closed'),
    }),
  },
} as const
export type Kind = keyof typeof KINDS

/** A driver with an open stack, and a compiler that nobody can read. */
export const createStory = () => {
  const world = createWorld({ clock: () => new Date() })
  const driver = world.repository({
    name: 'example/npu-kmd',
    license: 'GPL-2.0',
    files: { 'open-userspace.yml': MANIFEST, 'src/main.c': 'int npu_init(void) { return 0; }\n', README: 'npu\n' },
  })
  world.repository({ name: 'example/npu-umd', license: 'MIT', files: { LICENSE: MIT, 'umd.c': 'int npu100;\n' } })
  world.repository({
    name: 'example/npu-mlir',
    license: 'Apache-2.0',
    files: { LICENSE: APACHE, 'lib/npu100.cpp': 'int b;\n' },
  })
  world.install({ account: 'example' })
  // The default branch has a verdict of its own, once a day.
  const kinds = new Map<string, Kind>([[driver.resolve('main') ?? '', 'open']])
  /** Pushes to a pull request's branch. */
  const push = (branch: string, kind: Kind, mark: string): void => {
    const { changes } = KINDS[kind]
    const restored = kind === 'closed' ? {} : { 'open-userspace.yml': MANIFEST }
    const kept = kind === 'quiet' && driver.file(branch, 'src/export.c') === undefined ? { README: `${mark}\n` } : null
    const sha = driver.commit(branch, { changes: { ...restored, ...(kept ?? changes(mark)) }, message: mark })
    kinds.set(sha, kind)
  }
  return { world, driver, push, kindOf: (sha: string) => kinds.get(sha) }
}
