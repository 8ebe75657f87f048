import type { Redis } from 'ioredis'
import { script } from '../redis/script.ts'
import { flowOf, newer, parseTask, type Task, taskKey } from './task.ts'

/**
 * What is owed, in Redis: for each key the task that is to run next, and the one that runs. BullMQ holds but the keys, so
 * that a task can be replaced while it waits, is put off or runs, in one step, and none is lost between two.
 */
export type Ledger = {
  /** `priority` of the answer: a place at the end of its flow. */
  readonly put: (task: Task, ifAbsent: boolean) => Promise<Put>
  /** Begins: the task that is owed, with what a dead process had begun; null where nothing is. */
  readonly take: (key: string, priority: number) => Promise<Task | null>
  /** Ends: `next` is owed from now on unless something newer is. `owesRerun`: a re-run was asked for, and not done. */
  readonly settle: (key: string, next: Task | null, owesRerun: boolean) => Promise<'done' | 'next' | 'newer'>
  /** Whether this very task is owed for its key, and nothing newer. */
  readonly owes: (task: Task) => Promise<boolean>
  /** Whether something newer waits for a key that runs. */
  readonly hasNewer: (key: string) => Promise<boolean>
  /** A place at the end of its flow for a key that is owed; null where it isn't. */
  readonly place: (key: string) => Promise<number | null>
  readonly owedKeys: () => Promise<string[]>
}

export type Put =
  | { readonly state: 'full' }
  | { readonly state: 'present' }
  | { readonly state: 'running' | 'replaced' | 'new'; readonly priority: number }

export const createLedger = (redis: Redis, prefix: string, capacity: number): Ledger => {
  const name = (part: string) => `${prefix}:${part}`
  const keys = ['owed', 'begun', 'flows', 'shares', 'turn'].map(name)
  const call = (run: ReturnType<typeof script>, ...parameters: (string | number)[]) => run(redis, keys, parameters)

  return {
    put: async (task, ifAbsent) => {
      const answer = await call(
        PUT,
        taskKey(task),
        store(task),
        flowOf(task),
        task.installationId,
        capacity,
        ifAbsent ? 1 : 0,
      )
      const [state, priority] = answer as [Put['state'], number]
      return state === 'full' || state === 'present' ? { state } : { state, priority }
    },
    take: async (key, priority) => {
      const [owed, begun] = (await call(TAKE, key, priority)) as [string | null, string | null]
      const task = load(owed)
      const before = load(begun)
      return task === null ? before : before === null ? task : newer(before, task)
    },
    settle: async (key, next, owesRerun) =>
      (await call(SETTLE, key, next === null ? '' : store(next), owesRerun ? 1 : 0)) as 'done' | 'next' | 'newer',
    owes: async (task) => (await redis.hget(name('owed'), taskKey(task))) === store(task),
    hasNewer: async (key) => (await redis.hexists(name('owed'), key)) > 0,
    place: async (key) => {
      const text = (await redis.hget(name('owed'), key)) ?? (await redis.hget(name('begun'), key))
      const task = load(text)
      return task === null ? null : Number(await call(PLACE, flowOf(task)))
    },
    owedKeys: async () => {
      const [owed, begun] = await Promise.all([redis.hkeys(name('owed')), redis.hkeys(name('begun'))])
      return [...new Set([...owed, ...begun])]
    },
  }
}

/**
 * What Lua needs stands first, where it finds it without reading the rest: whether a re-run is owed, whose share it counts
 * to, and the time that was kept for its write.
 */
const store = (task: Task): string =>
  `${task.rerequested ? 1 : 0}${task.installationId} ${task.slot ?? '-'} ${JSON.stringify(task)}`

const load = (text: string | null): Task | null => {
  if (text === null) return null
  const [, rerun, slot, json = ''] = /^(\d)\d+ (\S+) (.*)$/s.exec(text) ?? []
  const task = parseTask(json)
  return task === null ? null : { ...task, rerequested: rerun === '1', slot: slot === '-' ? null : Number(slot) }
}

/** BullMQ's lowest. A queue that never once ran empty until then goes on in the order of coming. */
const LAST_PLACE = 2_000_000

/**
 * Start-time fair queueing: a flow's next place is one after its last, or after the turn that is now where that is later.
 * So each flow has one place a turn, however many tasks it has. With an empty queue the count begins anew.
 */
const FAIR = `
local function place(flow)
  if redis.call('HLEN', KEYS[1]) <= 1 and redis.call('HLEN', KEYS[2]) == 0 then redis.call('DEL', KEYS[3], KEYS[5]) end
  local last = tonumber(redis.call('HGET', KEYS[3], flow) or '0')
  local turn = tonumber(redis.call('GET', KEYS[5]) or '0')
  local mine = math.min(math.max(last, turn) + 1, ${LAST_PLACE})
  redis.call('HSET', KEYS[3], flow, mine)
  return mine
end
local function inherit(value, earlier)
  if string.sub(earlier, 1, 1) == '1' then value = '1' .. string.sub(value, 2) end
  local slot = string.match(earlier, '^%d+ (%d%S*) ')
  if slot then value = string.gsub(value, '^(%d+) %- ', '%1 ' .. slot .. ' ', 1) end
  return value
end
local function share(value) return string.match(value, '^.(%d+) ') end
local function count(value, by)
  if redis.call('HINCRBY', KEYS[4], share(value), by) <= 0 then redis.call('HDEL', KEYS[4], share(value)) end
end
`

const PUT = script(`${FAIR}
local key, value, flow, installation, capacity, absent = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6]
local owed = redis.call('HGET', KEYS[1], key)
local begun = redis.call('HEXISTS', KEYS[2], key) == 1
if absent == '1' and (owed or begun) then return { 'present', 0 } end
if not owed and not begun then
  local whole = redis.call('HLEN', KEYS[1])
  local part = tonumber(redis.call('HGET', KEYS[4], installation) or '0')
  if whole >= capacity or part >= capacity / 2 then return { 'full', 0 } end
end
if owed then
  value = inherit(value, owed)
else
  count(value, 1)
end
redis.call('HSET', KEYS[1], key, value)
if begun then return { 'running', place(flow) } end
return { owed and 'replaced' or 'new', place(flow) }
`)

const TAKE = script(`${FAIR}
local key, turn = ARGV[1], tonumber(ARGV[2])
local owed = redis.call('HGET', KEYS[1], key)
local begun = redis.call('HGET', KEYS[2], key)
if owed then
  local mine = owed
  if begun then mine = inherit(owed, begun) end
  redis.call('HSET', KEYS[2], key, mine)
  redis.call('HDEL', KEYS[1], key)
  count(owed, -1)
end
if turn > tonumber(redis.call('GET', KEYS[5]) or '0') then redis.call('SET', KEYS[5], turn) end
return { owed, begun }
`)

const SETTLE = script(`${FAIR}
local key, following, rerun = ARGV[1], ARGV[2], ARGV[3]
redis.call('HDEL', KEYS[2], key)
local owed = redis.call('HGET', KEYS[1], key)
if owed then
  if rerun == '1' then redis.call('HSET', KEYS[1], key, '1' .. string.sub(owed, 2)) end
  return 'newer'
end
if following == '' then return 'done' end
redis.call('HSET', KEYS[1], key, following)
count(following, 1)
return 'next'
`)

const PLACE = script(`${FAIR} return place(ARGV[1])`)
