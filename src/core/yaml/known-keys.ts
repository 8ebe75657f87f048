import { z } from 'zod'

/** The keys that a schema knows at a path of keys and indexes; of a union those of all its options. */
export const knownKeys = (schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] => {
  const [step, ...rest] = path
  if (schema instanceof z.ZodOptional) return knownKeys(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => knownKeys(option, path))
  if (schema instanceof z.ZodArray) return step === undefined ? [] : knownKeys(schema.element, rest)
  if (!(schema instanceof z.ZodObject)) return []
  if (step === undefined) return Object.keys(schema.shape)
  const inner = (schema.shape as Readonly<Record<string, z.core.$ZodType>>)[String(step)]
  return inner === undefined ? [] : knownKeys(inner, rest)
}
