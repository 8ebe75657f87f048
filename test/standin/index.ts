// The stand-in's door: what tests and the demo use of it.
export { faults } from './faults.ts'
export { startStandin, type Standin, type StandinOptions } from './standin.ts'
export { createWorld, generateAppKey, type World } from './world/world.ts'
export type * from './world/types.ts'
