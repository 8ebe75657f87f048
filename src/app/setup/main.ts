import { readFileSync } from 'node:fs'
import process from 'node:process'
import { listen } from '../../server/server.ts'
import { loadDotEnv } from '../dotenv.ts'
import { readGitHubAddress } from '../github-address.ts'
import { createOctokit } from '../../forges/github/octokit.ts'
import { withoutEmpty } from '../variables.ts'
import { parseAppManifest } from './app-manifest.ts'
import { exchangeCode } from './conversion.ts'
import { createSetupServer } from './server.ts'

loadDotEnv()
const github = readGitHubAddress(withoutEmpty(process.env))
if (!github.ok) {
  for (const fault of github.faults) console.error(fault)
  process.exit(2)
}

const { apiBase, webOrigin } = github.address
const octokit = createOctokit({ baseUrl: apiBase })
const server = createSetupServer({
  webOrigin,
  manifest: parseAppManifest(readFileSync(new URL('../../../app.yml', import.meta.url), 'utf8')),
  envFile: '.env',
  exchange: (code) => exchangeCode(octokit, code),
  done: () => {
    console.log('The App is registered; its id, key and secret are in .env. Start the service with: npm start')
    server.close()
  },
})
const url = await listen(server, { host: '127.0.0.1', port: 0 })
console.log(`Register the App at ${url}/`)
