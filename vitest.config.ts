import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts'],
    // A process for each file would spend a fifth of the time on starting and loading the same modules. So a test that
    // changes something of the process (nock, the environment) puts it back.
    isolate: false,
    testTimeout: 20_000,
  },
})
