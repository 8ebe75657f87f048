// A Probot that does nothing, as it comes: what ours is measured beside.
import process from 'node:process'
import { Probot, Server } from 'probot'

const { APP_ID = '', PRIVATE_KEY = '', WEBHOOK_SECRET = '' } = process.env
const server = new Server({
  host: '127.0.0.1',
  port: 0,
  Probot: Probot.defaults({ appId: Number(APP_ID), privateKey: PRIVATE_KEY, secret: WEBHOOK_SECRET, logLevel: 'warn' }),
})
await server.load((app) => {
  app.on('pull_request', () => undefined)
})
const { address, port } = (await server.start()).address() as { address: string; port: number }
console.log(JSON.stringify({ url: `http://${address}:${port}` }))
