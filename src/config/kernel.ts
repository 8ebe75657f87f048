import { z } from 'zod'
import type { KernelConfig } from '../core/config.ts'

const ids = z.array(z.string().min(1))

export const kernelSchema = z.strictObject({
  preferred: ids,
  deprecated: ids,
  dual: ids,
  exceptions: z.array(z.strictObject({ id: z.string().min(1), with: ids })),
  'module-licenses': ids,
})

export const toKernel = (written: z.output<typeof kernelSchema>): KernelConfig => ({
  standing: new Map([
    ...written.preferred.map((id) => [id, 'preferred'] as const),
    ...written.deprecated.map((id) => [id, 'deprecated'] as const),
    ...written.dual.map((id) => [id, 'dual'] as const),
  ]),
  exceptions: new Map(written.exceptions.map((exception) => [exception.id, new Set(exception.with)])),
  moduleLicenses: written['module-licenses'],
})
