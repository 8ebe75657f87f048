import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operationIds, type OperationId } from './operations.ts'

export type Json = Record<string, unknown>

/** A parameter as the description gives it. */
export type Parameter = {
  name: string
  in: 'path' | 'query'
  required?: boolean
  schema: { type?: string; enum?: unknown[] }
  'x-multi-segment'?: boolean
}

/** An operation of the description with a pointer to itself. */
export type Operation = {
  id: OperationId
  method: string
  template: string
  pointer: string
  parameters: Parameter[]
  /** The schema of its body, where it takes one. */
  body: unknown
  bodyRequired: boolean
  responses: Json
  pattern: RegExp
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value under a key, where there is an object to have it. */
export const child = (value: unknown, key: string): unknown => (isJson(value) ? value[key] : undefined)

const at = (value: unknown, ...keys: string[]): unknown => keys.reduce(child, value)

// ajv reads JSON Schema, where null must be among the values of an enumeration and needs a type to be added to.
const adapt = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(adapt)
  if (!isJson(value)) return value
  const adapted = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, adapt(item)]))
  if (adapted['nullable'] !== true) return adapted
  if (Array.isArray(adapted['enum']) && !adapted['enum'].includes(null))
    adapted['enum'] = [...(adapted['enum'] as unknown[]), null]
  if (adapted['type'] !== undefined) return adapted
  delete adapted['nullable']
  return { anyOf: [{ type: 'null' }, adapted] }
}

/** Where the description is wrong about what GitHub sends. */
const amend = (document: Json): Json => {
  // A pull request whose fork was deleted has no head repository.
  for (const name of ['pull-request', 'pull-request-simple']) {
    const head = at(document, 'components', 'schemas', name, 'properties', 'head', 'properties')
    if (isJson(head)) head['repo'] = { anyOf: [{ type: 'null' }, head['repo']] }
  }
  // In this list alone an account would have to be a user and an enterprise at once.
  const list = at(document, 'paths', '/app/installations', 'get', 'responses', '200', 'content', 'application/json')
  const installations = child(list, 'schema')
  if (isJson(installations)) installations['items'] = { $ref: '#/components/schemas/installation' }
  return document
}

let loaded: Json | undefined

/** GitHub's description, read once. */
export const description = (): Json =>
  (loaded ??= amend(adapt(JSON.parse(readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8'))) as Json))

/** Follows a reference within the description. */
export const dereference = (value: unknown): unknown => {
  const pointer = child(value, '$ref')
  if (typeof pointer !== 'string') return value
  return pointer.slice(2).split('/').reduce<unknown>(child, description())
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const escapePointer = (text: string): string => encodeURIComponent(text.replace(/~/g, '~0').replace(/\//g, '~1'))

const patternOf = (template: string, parameters: Parameter[]): RegExp => {
  const multi = new Set(parameters.filter((one) => one['x-multi-segment']).map(({ name }) => name))
  // A root directory and a default branch are asked for with nothing there, not even the last slash.
  const mayLack = /^(.*(?:contents|tarball))\/\{(\w+)\}$/.exec(template)
  if (mayLack) return new RegExp(`^${patternText(mayLack[1] ?? '', multi)}(?:/(?<${mayLack[2] ?? ''}>.*))?$`)
  return new RegExp(`^${patternText(template, multi)}$`)
}

const patternText = (template: string, multi: ReadonlySet<string>): string =>
  template
    .split(/\{(\w+)\}/)
    .map((part, index) =>
      index % 2 === 0 ? escapePattern(part) : multi.has(part) ? `(?<${part}>.*)` : `(?<${part}>[^/]+)`,
    )
    .join('')

const known = new Set<string>(operationIds)

const readOperations = (): Operation[] =>
  Object.entries(description()['paths'] as Record<string, Json>)
    .flatMap(([template, methods]) =>
      Object.entries(methods).map(([method, operation]): Operation => {
        const parameters = (child(operation, 'parameters') as unknown[]).map((one) => dereference(one) as Parameter)
        const body = child(operation, 'requestBody')
        return {
          id: child(operation, 'operationId') as OperationId,
          method: method.toUpperCase(),
          template,
          pointer: `#/paths/${escapePointer(template)}/${method}`,
          parameters,
          body: child(child(child(body, 'content'), 'application/json'), 'schema'),
          bodyRequired: child(body, 'required') === true,
          responses: child(operation, 'responses') as Json,
          pattern: patternOf(template, parameters),
        }
      }),
    )
    .filter(({ id }) => known.has(id))
    // `commits/{ref}/pulls` before `commits/{ref}`, as a ref may hold slashes.
    .sort((a, b) => b.template.split('/').length - a.template.split('/').length)

let read: Operation[] | undefined

/** The operation that a request is for, with its path's parameters decoded. */
export const matchOperation = (
  method: string,
  path: string,
): { operation: Operation; params: Record<string, string> } | undefined => {
  for (const operation of (read ??= readOperations())) {
    if (operation.method !== method) continue
    const found = operation.pattern.exec(path)
    if (!found) continue
    const groups = Object.entries((found.groups ?? {}) as Record<string, string | undefined>)
    return { operation, params: Object.fromEntries(groups.map(([name, value = '']) => [name, decode(value)])) }
  }
  return undefined
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
