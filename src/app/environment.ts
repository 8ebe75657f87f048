import { z } from 'zod'
import { type ForgesFileRead, readForgesFile } from '../config/forges-file.ts'
import type { ForgeConfig } from '../core/config.ts'
import { ownAddress } from './forges.ts'
import { parseDuration } from './duration.ts'
import type { GitHubAddress } from './github-address.ts'
import { readPrivateKey } from './private-key.ts'
import { type Variables, withoutEmpty } from './variables.ts'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const LOG_FORMATS = ['json', 'pretty'] as const
const ROLES = ['all', 'web', 'worker'] as const

/** What the operator sets, validated. Holds secrets: never log it as a whole. */
export type Environment = {
  readonly appId: number
  /** RSA, PKCS#8 PEM. */
  readonly privateKey: string
  readonly webhookSecret: string
  readonly host: string
  /** 0 lets the system choose one. */
  readonly port: number
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly logFormat: (typeof LOG_FORMATS)[number]
  readonly github: GitHubAddress
  /** Hosts that the operator adds to the shipped ones, or puts in their place. */
  readonly forges: readonly ForgeConfig[]
  /** The queue is there, and in memory where this is null. */
  readonly redisUrl: string | null
  /** `web` takes webhooks, `worker` judges; one process alone does all. */
  readonly role: (typeof ROLES)[number]
  /** 0: no limit of ours. For each installation. */
  readonly writesPerMinute: number
  readonly sweepIntervalMs: number
  readonly rejudgeAfterMs: number
  readonly shutdownGraceMs: number
  /** Base URL of a collector of traces, over OTLP and HTTP; null traces nothing. */
  readonly otlpEndpoint: string | null
  /** An organisation floor that cannot be seen is `unknown` instead of none. */
  readonly requireFloor: boolean
}

export type EnvironmentRead =
  { readonly ok: true; readonly value: Environment } | { readonly ok: false; readonly faults: readonly string[] }

/**
 * Validates environment variables as Probot names them. Faults are one line each, begin with the variable's name and
 * never quote a value.
 */
export const readEnvironment = (variables: Variables): EnvironmentRead => {
  const set = withoutEmpty(variables)
  const fields = schema.safeParse(set)
  const key = readPrivateKey(set)
  const forges = readOperatedForges(set)
  const github = ownAddress(set, forges.ok ? forges.forges : [])
  const lonely = roleFaults(set)
  if (fields.success && key.ok && github.ok && forges.ok && lonely.length === 0) {
    const { data } = fields
    return {
      ok: true,
      value: {
        appId: data.APP_ID,
        privateKey: key.pem,
        webhookSecret: data.WEBHOOK_SECRET,
        host: data.HOST,
        port: data.PORT,
        logLevel: data.LOG_LEVEL,
        logFormat: data.LOG_FORMAT,
        github: github.address,
        forges: forges.forges,
        redisUrl: data.REDIS_URL ?? null,
        role: data.ROLE,
        writesPerMinute: data.GITHUB_WRITES_PER_MINUTE,
        sweepIntervalMs: data.SWEEP_INTERVAL,
        rejudgeAfterMs: data.REJUDGE_AFTER,
        shutdownGraceMs: data.SHUTDOWN_GRACE,
        otlpEndpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
        requireFloor: data.REQUIRE_FLOOR === 'true',
      },
    }
  }
  return {
    ok: false,
    faults: [
      ...(fields.success ? [] : fields.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)),
      ...(key.ok ? [] : key.faults),
      ...(github.ok ? [] : github.faults),
      ...(forges.ok ? [] : forges.faults),
      ...lonely,
    ],
  }
}

/** `FORGES_FILE`, from the working directory; none where it isn't set. */
export const readOperatedForges = ({ FORGES_FILE }: Variables): ForgesFileRead => {
  if (FORGES_FILE === undefined) return { ok: true, forges: [] }
  const read = readForgesFile(FORGES_FILE)
  return read.ok ? read : { ok: false, faults: read.faults.map((fault) => `FORGES_FILE ${fault}`) }
}

/** What one process takes into its own memory, no other can work on. */
const roleFaults = ({ ROLE: role, REDIS_URL: url }: Variables): readonly string[] =>
  (role === 'web' || role === 'worker') && url === undefined
    ? [`ROLE is ${role}, which needs a queue that processes share: set REDIS_URL`]
    : []

const says = (missing: string, wrong: string) => ({
  error: (issue: { readonly input?: unknown }) => (issue.input === undefined ? missing : wrong),
})

const APP_ID = says(
  "is missing: set it to the numeric id on the App's settings page",
  'must be the numeric id of the App',
)

/** A length of time with its unit; `least` in milliseconds. A timer can wait for 24 days. */
const time = (otherwise: string, { least }: { readonly least: number }) =>
  z
    .string()
    .default(otherwise)
    .transform((text) => parseDuration(text) ?? Number.NaN)
    .refine((ms) => ms >= least && ms <= 24 * DAY_MS, 'must be a length of time such as 30s, 10m or 24h')

const DAY_MS = 86_400_000

const schema = z.object({
  APP_ID: z
    .string(APP_ID)
    .regex(/^[1-9]\d{0,14}$/, APP_ID)
    .transform(Number),
  WEBHOOK_SECRET: z
    .string(says('is missing: without it anyone could send webhooks', 'must be text'))
    .refine((secret) => secret !== 'development', 'must not be `development`, which anyone can guess'),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, 'must be a host name or an IP address to listen on')
    .default('localhost'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535')
    .default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  LOG_FORMAT: z.enum(LOG_FORMATS, { error: `must be one of ${LOG_FORMATS.join(', ')}` }).default('pretty'),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' }).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).optional(),
  ROLE: z.enum(ROLES, { error: `must be one of ${ROLES.join(', ')}` }).default('all'),
  GITHUB_WRITES_PER_MINUTE: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a number of writes a minute; 0 for no limit')
    .transform(Number)
    .default(80),
  SWEEP_INTERVAL: time('10m', { least: 1_000 }),
  REJUDGE_AFTER: time('24h', { least: 1_000 }),
  SHUTDOWN_GRACE: time('10s', { least: 0 }),
  REQUIRE_FLOOR: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
})
