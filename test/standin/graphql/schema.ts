import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql'

let built: GraphQLSchema | undefined

/**
 * GitHub's own schema, built once a process. Only its text is taken: the package that ships it brings an older
 * graphql along. It has been validated by those who published it, which would take a second here.
 */
export const githubSchema = (): GraphQLSchema => {
  if (built) return built
  const manifest = findPackageJSON('@octokit/graphql-schema', import.meta.url)
  if (manifest === undefined) throw new Error('@octokit/graphql-schema is not installed')
  const file = join(dirname(manifest), 'schema.graphql')
  const document = parse(readFileSync(file, 'utf8'), { noLocation: true })
  built = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true })
  return built
}
