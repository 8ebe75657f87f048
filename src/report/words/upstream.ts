import type { Finding } from '../../core/verdict/finding.ts'
import { code, say, type Sentence } from '../sentence.ts'
import { notLookedUp, theDefaultBranch, theRepository, theRole } from './subject.ts'
import type { WordTable } from './table.ts'

export const UPSTREAM: WordTable<'upstream'> = {
  canonical: (_reason, finding) => ({
    title: say`${theRole(finding)} is a known upstream`,
    message: say`${theRepository(finding)} is listed as its project's canonical upstream.`,
    mend: null,
  }),
  'own-upstream': (_reason, finding) => ({
    title: say`${theRole(finding)} is its own upstream`,
    message: say`${theRepository(finding)} is neither a fork nor a mirror.`,
    mend: null,
  }),
  'own-code': ({ parent }, finding) => ({
    title: say`${theRole(finding)} is a fork with code of its own`,
    message: say`${theRepository(finding)} is a fork of ${code(parent)}, which does not have the declared path.`,
    mend: null,
  }),
  mirror: ({ of }, finding) => ({
    title: say`${theRole(finding)} is a mirror`,
    message:
      of === null
        ? say`${theRepository(finding)} is a mirror of another repository.`
        : say`${theRepository(finding)} is a mirror of ${code(of)}.`,
    mend:
      of === null
        ? say`declare the repository that it mirrors, where changes are reviewed and merged.`
        : say`write ${code(`repository: ${of}`)}.`,
  }),
  'vendor-copy': ({ upstream }, finding) => ({
    title: say`${theRole(finding)} is a vendor's copy`,
    message: say`${theRepository(finding)} is a vendor's copy of ${code(upstream)}.`,
    mend: say`write ${code(`repository: ${upstream}`)}.`,
  }),
  'same-commit': ({ upstream }, finding) => ({
    title: say`${theRole(finding)} is a copy`,
    message: say`${theRepository(finding)} is a copy of ${code(upstream)}${at(finding)}.`,
    mend: say`write ${code(`repository: ${upstream}`)}.`,
  }),
  fork: ({ parent }, finding) => ({
    title: say`${theRole(finding)} is a fork`,
    message: say`${theRepository(finding)} is a fork of ${code(parent)}, which has the declared path too.`,
    mend: say`write ${code(`repository: ${parent}`)}, unless a maintainer accepts the fork as the upstream.`,
  }),
  'unusual-ref': ({ ref, defaultBranch }, finding) => ({
    title: say`${theRole(finding)}'s ref ${code(ref)} is neither the default branch nor a tag`,
    message: say`${code(ref)} is neither ${theDefaultBranch(defaultBranch)} nor a tag of ${theRepository(finding)}.`,
    mend:
      defaultBranch === null
        ? say`leave ${code('ref:')} out for the default branch, name a tag, or give the change under review with ${code('change: <url>')}.`
        : say`write ${code(`ref: ${defaultBranch}`)}, name a tag, or give the change under review with ${code('change: <url>')}.`,
  }),
  'not-tellable': (_reason, finding) => ({
    title: say`whether ${theRole(finding)} is the upstream can't be told`,
    message: say`the forge of ${theRepository(finding)} does not tell forks and mirrors.`,
    mend:
      finding.outcome === 'review'
        ? say`declare it where its forge tells them, or have its project listed in ${code('config/upstreams.yml')}.`
        : null,
  }),
  unknown: notLookedUp,
}

/** The commit that is in both. */
const at = ({ evidence: [first] }: Finding): Sentence =>
  typeof first?.commit === 'string' ? say`, which has commit ${code(first.commit.slice(0, 12))} too` : say``
