import {
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql'

export type PagingProblem = { type: string; message: string; path: string[] }

const nodeLimit = 500_000

const numberArgument = (field: FieldNode, name: string, variables: Record<string, unknown>): number | undefined => {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value
  const given =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : undefined
  return typeof given === 'number' ? given : undefined
}

/**
 * GitHub's rules of paging: every connection says how much of it is wanted, from 1 to 100, and a query asks for at
 * most half a million nodes. `nodes` is what the query asks for at most.
 */
export const checkPaging = (
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): { nodes: number; problems: PagingProblem[] } => {
  const info = new TypeInfo(schema)
  const problems: PagingProblem[] = []
  const path: string[] = []
  const factors = [1]
  let nodes = 0
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(field) {
          const name = field.name.value
          path.push(field.alias?.value ?? name)
          const isConnection = /Connection!?$/.test(info.getType()?.toString() ?? '')
          const factor = factors.at(-1) ?? 1
          if (!isConnection) return void factors.push(factor)
          const asked = numberArgument(field, 'first', variables) ?? numberArgument(field, 'last', variables)
          if (asked === undefined)
            problems.push({
              type: 'MISSING_PAGINATION_BOUNDARIES',
              message: `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
              path: [...path],
            })
          else if (asked > 100 || asked < 1)
            problems.push({
              type: 'EXCESSIVE_PAGINATION',
              message: `Requesting ${asked} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
              path: [...path],
            })
          nodes += factor * (asked ?? 0)
          factors.push(factor * (asked ?? 1))
          return undefined
        },
        leave() {
          path.pop()
          factors.pop()
        },
      },
    }),
  )
  if (nodes > nodeLimit)
    problems.push({
      type: 'MAX_NODE_LIMIT_EXCEEDED',
      message: `This query requests up to ${nodes} possible nodes which exceeds the maximum limit of ${nodeLimit}.`,
      path: [],
    })
  return { nodes, problems }
}
