import { describe, expect, it } from 'vitest'
import {
  hostOf,
  parseChangeUrl,
  parseRepositoryUrl,
  pathOf,
  type RepositoryUrl,
  sameRepository,
} from './repository-url.ts'

const url = (text: string): RepositoryUrl => {
  const parsed = parseRepositoryUrl(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.url
}

describe('parseRepositoryUrl', () => {
  it.each([
    ['https://github.com/HabanaAI/hl-thunk', 'https://github.com/HabanaAI/hl-thunk'],
    ['HTTPS://GitHub.com/HabanaAI/hl-thunk.git', 'https://github.com/HabanaAI/hl-thunk'],
    ['https://github.com/a/b/', 'https://github.com/a/b'],
    ['https://github.com/a/b.git/', 'https://github.com/a/b'],
    ['https://github.com/a/b.js', 'https://github.com/a/b.js'],
    ['https://gitlab.com/group/sub/project', 'https://gitlab.com/group/sub/project'],
    [
      'https://git.kernel.org/pub/scm/linux/kernel/git/firmware/linux-firmware.git',
      'https://git.kernel.org/pub/scm/linux/kernel/git/firmware/linux-firmware',
    ],
    ['https://git.sr.ht/~user/driver', 'https://git.sr.ht/~user/driver'],
  ])('levels %s', (text, expected) => {
    expect(url(text)).toBe(expected)
  })

  it.each([
    ['', 'https://'],
    ['http://github.com/a/b', 'https://'],
    ['git@github.com:a/b.git', 'https://'],
    ['javascript:alert(1)', 'https://'],
    ['https://user:secret@github.com/a/b', 'credentials'],
    ['https://github.com%2f@example.org/a/b', 'credentials'],
    ['https://github.com:8443/a/b', 'port'],
    ['https://127.0.0.1/a/b', 'IP address'],
    ['https://127.1/a/b', 'IP address'],
    ['https://0x7f.0x1/a/b', 'IP address'],
    ['https://2130706433/a/b', 'IP address'],
    ['https://[::1]/a/b', 'IP address'],
    ['https://localhost/a/b', 'public host'],
    ['https://github.com./a/b', 'dot at its end'],
    ['https://xn--gthub-n4a.com/a/b', 'ASCII'],
    ['https://gıthub.com/a/b', 'ASCII'],
    ['https://git_hub.com/a/b', 'valid host'],
    ['https:///a/b', 'public host'],
    ['https://github.com/a', 'no repository'],
    ['https://github.com', 'no repository'],
    ['https://github.com/a/b/tree/main', 'page'],
    ['https://gitlab.com/a/b/-/tree/main', 'page'],
    ['https://github.com/a/../b', '`..`'],
    ['https://github.com/a/.', '`.`'],
    ['https://github.com/a%2fb/c', 'percent'],
    ['https://github.com/a//b', 'empty part'],
    ['https://github.com/a/b?x=1', 'query'],
    ['https://github.com/a/b#x', 'fragment'],
    ['https://github.com\\@example.org/a/b', 'backslash'],
    ['https://github.com/a\\b/c', 'backslash'],
    ['https://github.com/a/b c', 'space'],
    ['https://github.com/a/b\u202E', 'U+202E'],
    ['https://github.com/a/b\u0000', 'U+0000'],
    ['https://github.com/a/b\n', 'U+000A'],
    ['https://github.com/-a/b', 'dash'],
    ['https://github.com/a/b<img>', 'character'],
    ['https://github.com/a/b.git.git', 'b.git'],
    ['https://www.github.com/a/b', 'GitHub'],
    [`https://github.com/a/${'b'.repeat(200)}`, '200'],
  ])('refuses %j', (text, said) => {
    const parsed = parseRepositoryUrl(text)
    expect(parsed).toMatchObject({ ok: false, message: expect.stringContaining(said) as string })
  })

  it.each([
    ['git@github.com:a/b.git', 'https://github.com/a/b'],
    ['ssh://git@github.com/a/b', 'https://github.com/a/b'],
    ['http://github.com/a/b', 'https://github.com/a/b'],
    ['github.com/a/b', 'https://github.com/a/b'],
    ['https://github.com/a/b/tree/main', 'https://github.com/a/b,'],
    ['https://gitlab.com/a/b/-/tree/main', 'https://gitlab.com/a/b.'],
  ])('says what to write instead of %s', (text, mend) => {
    expect(parseRepositoryUrl(text)).toMatchObject({ ok: false, mend: expect.stringContaining(mend) as string })
  })

  it('never repeats credentials', () => {
    expect(JSON.stringify(parseRepositoryUrl('https://user:secret@github.com/a/b'))).not.toContain('secret')
  })
})

describe('parts of a repository address', () => {
  it('gives host and path', () => {
    expect(hostOf(url('https://gitlab.com/group/sub/project'))).toBe('gitlab.com')
    expect(pathOf(url('https://gitlab.com/group/sub/project'))).toBe('group/sub/project')
  })

  it('compares without regard to case', () => {
    expect(sameRepository(url('https://github.com/A/b'), url('https://github.com/a/B.git'))).toBe(true)
    expect(sameRepository(url('https://github.com/a/b'), url('https://github.com/a/c'))).toBe(false)
  })
})

describe('parseChangeUrl', () => {
  it.each([
    ['https://github.com/a/b/pull/12', 'https://github.com/a/b', 12, 'pull-request'],
    ['https://github.example.org/a/b/pull/12/', 'https://github.example.org/a/b', 12, 'pull-request'],
    [
      'https://gitlab.freedesktop.org/mesa/mesa/-/merge_requests/29698',
      'https://gitlab.freedesktop.org/mesa/mesa',
      29698,
      'merge-request',
    ],
    ['https://gitlab.com/g/s/p/-/merge_requests/1', 'https://gitlab.com/g/s/p', 1, 'merge-request'],
  ])('takes %s', (text, repository, number, kind) => {
    expect(parseChangeUrl(text)).toEqual({ ok: true, change: { repository, number, kind } })
  })

  it.each([
    'https://github.com/a/b',
    'https://github.com/a/b/issues/1',
    'https://github.com/a/b/pull/0',
    'https://github.com/a/b/pull/1e3',
    'https://github.com/a/b/pull/99999999999',
    'https://github.com/a/b/pull/1/files',
    'https://gitlab.com/-/merge_requests/1',
    'http://github.com/a/b/pull/1',
    'https://github.com/a/../pull/1',
  ])('refuses %s', (text) => {
    expect(parseChangeUrl(text).ok).toBe(false)
  })
})
