import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBudget, readBody } from '../../server/body.ts'
import { type AppManifest, registrationOf } from './app-manifest.ts'
import type { Registered } from './conversion.ts'
import { presentIn, readEnvFile, withVariables, writeEnvFile } from './env-file.ts'
import { confirmPage, donePage, faultPage, startPage } from './pages.ts'

export type SetupOptions = {
  /** Scheme and host of GitHub's pages. */
  readonly webOrigin: string
  readonly manifest: AppManifest
  readonly envFile: string
  readonly exchange: (code: string) => Promise<Registered>
  /** Called once the App is registered and written down. */
  readonly done: () => void
}

type Page = { readonly status: number; readonly body: string }

const REPLACED = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET']

/**
 * The set-up pages. To be listened to on loopback alone: a web page elsewhere can't use them, as every request must
 * name a loopback host and every form must carry a token that only these pages know.
 */
export const createSetupServer = ({ webOrigin, manifest, envFile, exchange, done }: SetupOptions): Server => {
  const token = randomToken()
  let expectedState: string | null = null

  const start = (): Page => ok(startPage(token, webOrigin, presentIn(readEnvFile(envFile), REPLACED)))

  const register = async (request: IncomingMessage, origin: string): Promise<Page> => {
    const form = await readForm(request)
    if (form === null || !sameText(form.get('token') ?? '', token)) {
      return fault(400, 'The form is not from these pages.')
    }
    const publicUrl = plainHttpsUrl(form.get('public-url') ?? '')
    if (publicUrl === null) return fault(400, 'The public URL must be an https URL without query or fragment.')
    const organization = form.get('organization')?.trim() ?? ''
    if (organization !== '' && !ORGANIZATION.test(organization))
      return fault(400, 'That is no name of an organisation.')
    if (presentIn(readEnvFile(envFile), REPLACED).length > 0 && form.get('replace') !== 'yes') {
      return fault(400, 'Nothing was changed: .env already sets values that would be replaced.')
    }
    expectedState = randomToken()
    const owner = organization === '' ? '' : `/organizations/${organization}`
    const action = `${webOrigin}${owner}/settings/apps/new?state=${expectedState}`
    return ok(confirmPage(action, registrationOf(manifest, publicUrl, `${origin}/registered`)))
  }

  const registered = async (query: URLSearchParams): Promise<Page> => {
    if (expectedState === null || !sameText(query.get('state') ?? '', expectedState)) {
      return fault(400, 'This answer from GitHub was not asked for here.')
    }
    expectedState = null
    const app = await attempt(() => exchange(query.get('code') ?? ''))
    if (app === null) return fault(502, 'GitHub did not give the new App’s key. Delete the App there, if it exists.')
    const written = await attempt(() => {
      const values = {
        APP_ID: `${app.appId}`,
        PRIVATE_KEY: app.privateKey,
        PRIVATE_KEY_PATH: null,
        WEBHOOK_SECRET: app.webhookSecret,
      }
      writeEnvFile(envFile, withVariables(readEnvFile(envFile), values))
      return true
    })
    if (written === null) return fault(500, `The App is registered at ${app.url}, but .env can’t be written.`)
    done()
    return ok(donePage(app.url))
  }

  const respond = async (request: IncomingMessage, port: number): Promise<Page> => {
    const host = request.headers.host ?? ''
    if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(host))
      return fault(403, 'These pages are for this machine.')
    const origin = `http://${host}`
    const url = URL.parse(request.url ?? '', origin)
    switch (`${request.method ?? ''} ${url?.pathname ?? ''}`) {
      case 'GET /':
        return start()
      case 'POST /register':
        return register(request, origin)
      case 'GET /registered':
        return registered(url?.searchParams ?? new URLSearchParams())
      default:
        return fault(404, 'There is no such page.')
    }
  }

  const server = createServer((request, response) => {
    respond(request, (server.address() as AddressInfo).port)
      .catch(() => fault(500, 'Something went wrong.'))
      .then((page) => send(response, page, webOrigin))
      .catch(() => response.destroy())
  })
  return server
}

const FORM_LIMIT_BYTES = 16 * 1024
const ORGANIZATION = /^[a-z\d][a-z\d-]{0,38}$/i

const ok = (body: string): Page => ({ status: 200, body })
const fault = (status: number, text: string): Page => ({ status, body: faultPage(text) })

const send = (response: ServerResponse, { status, body }: Page, webOrigin: string): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${webOrigin}; frame-ancestors 'none'; base-uri 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  })
  response.end(body)
}

const readForm = async (request: IncomingMessage): Promise<URLSearchParams | null> => {
  const observe = () => undefined
  const budget = createBudget(FORM_LIMIT_BYTES)
  const body = await readBody(request, { observe, limit: FORM_LIMIT_BYTES, keep: true, budget })
  return body.state === 'read' ? new URLSearchParams(body.bytes.toString('utf8')) : null
}

const randomToken = (): string => randomBytes(24).toString('base64url')

const sameText = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}

const plainHttpsUrl = (text: string): string | null => {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '') return null
  return url.href.replace(/\/+$/, '')
}

const attempt = async <T>(what: () => T | Promise<T>): Promise<T | null> => {
  try {
    return await what()
  } catch {
    return null
  }
}
