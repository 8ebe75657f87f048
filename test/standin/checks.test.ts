import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, query, type Asked } from './ask.fixture.ts'
import type { Standin } from './index.ts'
import { startStory, type Story } from './story.fixture.ts'

let story: Story & { standin: Standin }
let token: string

beforeEach(async () => {
  story = await startStory()
  token = story.standin.token(story.installation)
})

afterEach(async () => {
  expect(story.standin.faults).toEqual([])
  await story.standin.close()
})

const runs = '/repos/acme/driver/check-runs'
const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'no' }

const create = (body: Record<string, unknown> = {}): Promise<Asked> =>
  ask(story.standin, runs, {
    token,
    method: 'POST',
    body: { name: 'Open userspace', head_sha: story.pull.headSha, ...body },
  })

const update = (id: number, body: Record<string, unknown>): Promise<Asked> =>
  ask(story.standin, `${runs}/${id}`, { token, method: 'PATCH', body })

const idOf = ({ json }: Asked): number => (json as { id: number }).id

describe('a check run', () => {
  it('is made, updated and kept with all that was written', async () => {
    const id = idOf(await create({ status: 'in_progress', external_id: '1' }))
    const output = { title: 'T', summary: 'S', annotations: [annotation] }
    await update(id, { output })
    const done = await update(id, { conclusion: 'failure', output })
    expect(done.json).toMatchObject({ status: 'completed', conclusion: 'failure', output: { annotations_count: 2 } })
    const [run] = story.standin.checkRuns('acme/driver', story.pull.headSha)
    expect(run).toMatchObject({ externalId: '1', annotations: [annotation, annotation] })
    expect(run?.writes.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH'])
    expect((await ask(story.standin, `${runs}/${id}/annotations`)).json).toHaveLength(2)
    expect((await ask(story.standin, `${runs}/${id}`)).json).toMatchObject({ pull_requests: [{ number: 1 }] })
  })

  it('is held to GitHub’s limits', async () => {
    const output = { title: 'T', summary: 'S' }
    const wrong: [string, Record<string, unknown>][] = [
      ['too many annotations', { output: { ...output, annotations: Array.from({ length: 51 }, () => annotation) } }],
      ['a summary of too many bytes', { output: { ...output, summary: 'é'.repeat(32_768) } }],
      ['a text of too many bytes', { output: { ...output, text: 'x'.repeat(65_536) } }],
      ['no title', { output: { summary: 'S' } }],
      ['no conclusion', { status: 'completed' }],
      [
        'four buttons',
        { actions: Array.from({ length: 4 }, () => ({ label: 'a', description: 'a', identifier: 'a' })) },
      ],
      ['a button too wide', { actions: [{ label: 'a'.repeat(21), description: 'a', identifier: 'a' }] }],
      ['an unknown commit', { head_sha: 'f'.repeat(40) }],
    ]
    for (const [why, body] of wrong) expect((await create(body)).status, why).toBe(422)
    expect((await create({ output: { ...output, summary: 'é'.repeat(32_767) } })).status).toBe(201)
  })

  it('is listed by name and App, the newest of each first', async () => {
    const { standin, world, driver, pull } = story
    const other = world.otherApp('another')
    world.checkRun({
      repository: driver,
      headSha: pull.headSha,
      name: 'Open userspace',
      app: other,
      conclusion: 'success',
    })
    const first = idOf(await create({ conclusion: 'failure' }))
    const second = idOf(await create({ conclusion: 'success' }))
    await create({ name: 'Else' })
    const list = async (search: string): Promise<number[]> => {
      const { json } = await ask(standin, `/repos/acme/driver/commits/feature%2Fx/check-runs?${search}`)
      return (json as { check_runs: { id: number }[] }).check_runs.map(({ id }) => id)
    }
    expect(await list(`check_name=Open%20userspace&app_id=${world.app.id}`)).toEqual([second])
    expect(await list(`check_name=Open%20userspace&app_id=${world.app.id}&filter=all`)).toEqual([second, first])
    expect(await list('check_name=Open%20userspace')).toHaveLength(2)
    const suites = await ask(standin, `/repos/acme/driver/commits/${pull.headSha}/check-suites`)
    expect(suites.json).toMatchObject({ total_count: 2 })
    const [run] = standin.checkRuns(driver, pull.headSha)
    expect((await update(run?.id ?? 0, { conclusion: 'success' })).status).toBe(403)
  })

  it('belongs to a suite, which a fork’s pull requests are no part of', async () => {
    const { standin, forkHead } = story
    const id = idOf(await create({ head_sha: forkHead, conclusion: 'success' }))
    const suite = ((await ask(standin, `${runs}/${id}`)).json as { check_suite: { id: number } }).check_suite
    expect((await ask(standin, `/repos/acme/driver/check-suites/${suite.id}`)).json).toMatchObject({
      head_branch: null,
      pull_requests: [],
      status: 'completed',
    })
    const list = await ask(standin, `/repos/acme/driver/check-suites/${suite.id}/check-runs`)
    expect(list.json).toMatchObject({ total_count: 1, check_runs: [{ id }] })
  })

  it('is seen by GraphQL too', async () => {
    const { standin, world, pull } = story
    await create({ conclusion: 'failure', external_id: '1', output: { title: 'T', summary: 'S' } })
    const answer = await query(
      standin,
      token,
      `query ($sha: GitObjectID!, $app: Int!) { repository(owner: "acme", name: "driver") { object(oid: $sha) { ... on Commit {
        checkSuites(first: 5, filterBy: { appId: $app, checkName: "Open userspace" }) { nodes { app { databaseId }
          checkRuns(first: 5, filterBy: { checkType: LATEST }) { nodes { externalId status conclusion title summary text name startedAt completedAt } } } } } } } }`,
      { sha: pull.headSha, app: world.app.id },
    )
    expect(answer.json).toMatchObject({
      data: {
        repository: {
          object: {
            checkSuites: {
              nodes: [
                {
                  app: { databaseId: world.app.id },
                  checkRuns: {
                    nodes: [{ externalId: '1', status: 'COMPLETED', conclusion: 'FAILURE', title: 'T', text: null }],
                  },
                },
              ],
            },
          },
        },
      },
    })
  })
})
