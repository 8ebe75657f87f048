import { defineConfig } from 'vitest/config'

const ALONE = 'test/attack/**/*.test.ts'

export default defineConfig({
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts'],
          exclude: [ALONE],
          // A process for each file would spend a fifth of the time on starting and loading the same modules. So a test that
          // changes something of the process (nock, the environment) puts it back.
          isolate: false,
        },
      },
      {
        extends: true,
        // Counts every connection of its process, and what other tests leave behind may try to connect again.
        test: { name: 'attack', include: [ALONE], isolate: true },
      },
    ],
  },
})
