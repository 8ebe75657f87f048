import { expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { withGitHubAt } from './forges.ts'

const config = loadConfig()
const hosts = (webOrigin: string, forges = config.forges) =>
  withGitHubAt({ ...config, forges }, webOrigin).forges.map(({ host }) => host)

test('github.com stays where the App is there', () => {
  expect(withGitHubAt(config, 'https://github.com')).toEqual(config)
})

test('a GitHub Enterprise Server takes the place of github.com, which its API knows nothing about', () => {
  expect(hosts('http://ghe.example:8443')).toEqual(['ghe.example'])
  expect(
    hosts('https://ghe.example', [
      { host: 'github.com', kind: 'github' },
      { host: 'gitlab.example', kind: 'gitlab' },
      { host: 'ghe.example', kind: 'github' },
    ]),
  ).toEqual(['ghe.example', 'gitlab.example'])
})
