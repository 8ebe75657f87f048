import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { child, dereference, description, type Json, type Operation, type Parameter } from './description.ts'

/** Says what is wrong with something, or nothing where all is right. */
export type Validator = {
  request(operation: Operation, params: Record<string, string>, query: URLSearchParams, body: unknown): string[]
  answer(operation: Operation, status: number, body: unknown): string[]
}

// An instance for the whole process: a schema compiled for one stand-in serves the next.
let shared: Ajv | undefined
const validators = new Map<string, ValidateFunction>()

const ajv = (): Ajv => {
  if (shared) return shared
  // The description isn't strict JSON Schema: it holds `discriminator`, `x-...` and formats of its own.
  const made = new Ajv({ strict: false, validateSchema: false, coerceTypes: false, allErrors: true, logger: false })
  // Its types describe the default export as a namespace, which it isn't under ESM.
  ;(addFormats as unknown as (to: Ajv) => void)(made)
  made.addSchema(description(), 'github')
  shared = made
  return made
}

const check = (pointer: string, value: unknown, what: string): string[] => {
  const validate = validators.get(pointer) ?? ajv().compile({ $ref: `github${pointer}` })
  validators.set(pointer, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message = 'is wrong', params }) =>
      `${what}${instancePath} ${message}${'allowedValues' in params ? `: ${JSON.stringify(params['allowedValues'])}` : ''}`,
  )
}

const checkText = ({ name, schema }: Parameter, value: string, where: string): string[] => {
  if (schema.type === 'integer' && !/^-?\d+$/.test(value))
    return [`${where} ${name} must be an integer, not "${value}"`]
  if (schema.type === 'boolean' && value !== 'true' && value !== 'false')
    return [`${where} ${name} must be true or false, not "${value}"`]
  if (schema.enum && !schema.enum.map(String).includes(value))
    return [`${where} ${name} must be one of ${JSON.stringify(schema.enum)}, not "${value}"`]
  return []
}

/** The names that an object's schema speaks of, in all its branches. */
const namesIn = (schema: unknown): string[] => {
  const found = dereference(schema)
  const branches = ['oneOf', 'anyOf', 'allOf'].flatMap((key) => (child(found, key) as unknown[] | undefined) ?? [])
  return [...Object.keys((child(found, 'properties') as Json | undefined) ?? {}), ...branches.flatMap(namesIn)]
}

const checkBody = (operation: Operation, body: unknown): string[] => {
  if (body === undefined) return operation.bodyRequired ? ['the body is missing'] : []
  if (operation.body === undefined) return Object.keys(body ?? {}).length > 0 ? ['this operation takes no body'] : []
  const pointer = `${operation.pointer}/requestBody/content/application~1json/schema`
  const known = new Set(namesIn(operation.body))
  // GitHub takes no notice of a name that it doesn't know; whoever sends one meant something by it.
  const unknown = Object.keys(body ?? {}).filter((name) => !known.has(name) && known.size > 0)
  return [...unknown.map((name) => `the body has no "${name}"`), ...check(pointer, body, 'body')]
}

/** What GitHub answers anywhere, though the description seldom says so. */
const usualErrors = new Set([301, 302, 307, 401, 403, 404, 405, 409, 410, 422, 429, 451, 500, 502, 503, 504])

const checkAnswer = (operation: Operation, status: number, body: unknown): string[] => {
  const given = operation.responses[String(status)]
  if (given === undefined) {
    if (!usualErrors.has(status)) return [`${status} is no answer of ${operation.id}`]
    return body === undefined ? [] : check('#/components/schemas/basic-error', body, 'answer')
  }
  const reference = child(given, '$ref')
  const content = child(dereference(given), 'content')
  const base = typeof reference === 'string' ? reference : `${operation.pointer}/responses/${status}`
  const media = Object.keys((content as Json | undefined) ?? {})
  const type = media.includes('application/json') ? 'application/json' : media[0]
  if (type === undefined) return []
  if (body === undefined) return [`${operation.id} answers ${status} with a body`]
  return check(`${base}/content/${type.replaceAll('/', '~1')}/schema`, body, 'answer')
}

const checkQuery = (operation: Operation, query: URLSearchParams): string[] => {
  const parameters = operation.parameters.filter((one) => one.in === 'query')
  const known = new Map(parameters.map((one) => [one.name, one]))
  const missing = parameters.filter(({ name, required }) => required && !query.has(name))
  return [
    ...missing.map(({ name }) => `the query lacks ${name}`),
    ...[...query].flatMap(([name, value]) => {
      const parameter = known.get(name)
      return parameter ? checkText(parameter, value, 'query') : [`the query has no "${name}"`]
    }),
  ]
}

/** Holds requests and answers against GitHub's own description. Each schema is compiled when it's first needed. */
export const createValidator = (): Validator => ({
  request: (operation, params, query, body) => [
    ...operation.parameters
      .filter((one) => one.in === 'path')
      .flatMap((one) => checkText(one, params[one.name] ?? '', 'path')),
    ...checkQuery(operation, query),
    ...checkBody(operation, body),
  ],
  answer: checkAnswer,
})
