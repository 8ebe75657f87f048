import { type Html, html } from './html.ts'

const page = (title: string, content: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>${title} - Open Userspace</title>
      <style>
        body {
          font: 1rem/1.5 system-ui;
          max-width: 40rem;
          margin: 3rem auto;
          padding: 0 1rem;
        }
        label {
          display: block;
          margin: 1rem 0;
        }
        input:not([type='checkbox']) {
          display: block;
          font: inherit;
          width: 100%;
        }
      </style>
      <h1>${title}</h1>
      ${content}
    </html>`.html

/** Asks where the service will be reached. */
export const startPage = (token: string, webOrigin: string, present: readonly string[]): string =>
  page(
    'Register the App',
    html`<p>This registers a new GitHub App at ${webOrigin} and writes its id, key and secret to <code>.env</code>.</p>
      <form method="post" action="/register">
        <input type="hidden" name="token" value="${token}" />
        <label>
          Public URL of the service, where GitHub will send webhooks
          <input name="public-url" type="url" required placeholder="https://open-userspace.example.org" />
        </label>
        <label>
          Organisation that will own the App; leave empty for your own account
          <input name="organization" />
        </label>
        ${present.length === 0 ? html`` : replaceQuestion(present)}
        <button>Go on</button>
      </form>`,
  )

const replaceQuestion = (present: readonly string[]): Html =>
  html`<label>
    <input name="replace" type="checkbox" value="yes" required />
    <code>.env</code> already sets ${present.join(', ')}: replace them
  </label>`

/** Shows what will be asked of GitHub, which only a form can carry there. */
export const confirmPage = (action: string, registration: object): string =>
  page(
    'Go on at GitHub',
    html`<p>GitHub will ask you for a name and show what the App may do:</p>
      <pre>${JSON.stringify(registration, null, 2)}</pre>
      <form method="post" action="${action}">
        <input type="hidden" name="manifest" value="${JSON.stringify(registration)}" />
        <button>Go to GitHub</button>
      </form>`,
  )

export const donePage = (appUrl: string): string =>
  page(
    'Registered',
    html`<p>The App's id, key and secret are in <code>.env</code>.</p>
      <ol>
        <li>Start the service: <code>npm start</code>.</li>
        <li><a href="${appUrl}/installations/new">Install the App</a> on the driver repositories.</li>
        <li>Require its check, from this App, in their rulesets: see <code>docs/install.md</code>.</li>
      </ol>
      <p>You can close this page.</p>`,
  )

export const faultPage = (fault: string): string =>
  page(
    'That did not work',
    html`<p>${fault}</p>
      <p><a href="/">Start again</a></p>`,
  )
