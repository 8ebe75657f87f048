// A Probot as it comes that makes one check run for each pull request's webhook, and does nothing else.
import process from 'node:process'
import { Probot, Server } from 'probot'

const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '', GITHUB_API_URL = '' } = process.env
const server = new Server({
  host: '127.0.0.1',
  port: 0,
  Probot: Probot.defaults({
    appId: Number(APP_ID),
    privateKey: PRIVATE_KEY,
    secret: WEBHOOK_SECRET,
    baseUrl: GITHUB_API_URL,
    logLevel: 'warn',
  }),
})
await server.load((app) => {
  app.on('pull_request', async (context) => {
    await context.octokit.rest.checks.create(
      context.repo({
        name: 'Stock',
        head_sha: context.payload.pull_request.head.sha,
        status: 'completed',
        conclusion: 'success',
      }),
    )
  })
})
const { address, port } = (await server.start()).address() as { address: string; port: number }
console.log(JSON.stringify({ url: `http://${address}:${port}` }))
