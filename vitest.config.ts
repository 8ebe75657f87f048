import { defineConfig } from 'vitest/config'

const ALONE = ['test/attack/**/*.test.ts', 'src/server/server.test.ts', 'src/inspect/snapshots.test.ts']

export default defineConfig({
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts'],
          exclude: ALONE,
          // A process for each file would spend a fifth of the time on starting and loading the same modules. So a test that
          // changes something of the process (nock, the environment) puts it back.
          isolate: false,
        },
      },
      {
        extends: true,
        // These count the connections, memory or threads of their process, which is to have none of other tests'.
        test: { name: 'alone', include: ALONE, isolate: true },
      },
    ],
  },
})
