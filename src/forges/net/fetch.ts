/** Of a `Response` what is used of one. Making a real one takes longer than all else of a request. */
export type Fetched = Pick<Response, 'status' | 'ok' | 'url' | 'body' | 'text' | 'json' | 'arrayBuffer'> & {
  readonly headers: FetchedHeaders
}

/** Names are in lower case. */
export type FetchedHeaders = Pick<Headers, 'get' | 'has'> & Iterable<[string, string]>

/** The part of `fetch` that is used of it, which the global one is too. */
export type Fetch = (input: string | URL, init?: RequestInit) => Promise<Fetched>
