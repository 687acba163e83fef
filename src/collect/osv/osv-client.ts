import {Agent as HttpAgent, request as httpRequest} from 'node:http'
import {Agent as HttpsAgent, request as httpsRequest} from 'node:https'
import {setTimeout as wait} from 'node:timers/promises'
import {SourceError} from '../../errors.ts'

const mostAttempts = 5
const firstWaitMilliseconds = 1000
const longestWaitMilliseconds = 60_000
const silenceMilliseconds = 30_000
const wholeMilliseconds = 120_000
const mostAnswerBytes = 64 * 1024 * 1024

export interface OsvAnswer {
  readonly status: number
  readonly text: string
}

export interface OsvClient {
  readonly post: (path: string, body: object) => Promise<OsvAnswer>
  readonly get: (path: string) => Promise<OsvAnswer>
  readonly close: () => void
}

interface ClientOptions {
  /** The service's address, without a path. */
  readonly url: string
  /** Proxy settings, as HTTPS_PROXY and NO_PROXY. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal | undefined
  /** Of nothing heard. */
  readonly silence?: number
  readonly firstWait?: number
}

/**
 * Asks a service of OSV, through the proxy of the environment. Throttled, broken and silent requests are tried again,
 * each time later; no redirect is followed. Errors: a SourceError where nothing helps.
 */
export function osvClient({
  url,
  env,
  signal,
  silence = silenceMilliseconds,
  firstWait = firstWaitMilliseconds,
}: ClientOptions): OsvClient {
  const base = new URL(url)
  const options = {keepAlive: true, maxSockets: 8, proxyEnv: {...env}}
  const agent = base.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options)
  const ask = async (method: 'GET' | 'POST', path: string, body?: string): Promise<OsvAnswer> => {
    let why = ''
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      signal?.throwIfAborted()
      const answer = await send({method, target: new URL(path, base), body, agent, silence, signal})
      if (!('fault' in answer) && answer.status !== 429 && answer.status < 500) return answer
      why = 'fault' in answer ? answer.fault : `it answered ${answer.status}`
      const asked = 'fault' in answer ? 0 : answer.retryAfter * 1000
      const pause = Math.min(Math.max(firstWait * 2 ** attempt, asked), longestWaitMilliseconds)
      if (attempt < mostAttempts - 1) await wait(pause, undefined, signal ? {signal} : {})
    }
    throw notReached(base, why)
  }
  return {
    post: (path, body) => ask('POST', path, JSON.stringify(body)),
    get: (path) => ask('GET', path),
    close: () => agent.destroy(),
  }
}

export function notReached({origin}: URL, why: string): SourceError {
  return new SourceError('osv-not-reached', `${origin} cannot be asked: ${why}.`, {
    hint: 'What was answered is kept: the same command goes on from there. Behind a proxy, set HTTPS_PROXY.',
  })
}

interface Sending {
  readonly method: 'GET' | 'POST'
  readonly target: URL
  readonly body: string | undefined
  readonly agent: HttpAgent
  readonly silence: number
  readonly signal: AbortSignal | undefined
}

type Sent = (OsvAnswer & {readonly retryAfter: number}) | {readonly fault: string}

/** One attempt: an answer in full, or why there is none. */
async function send({method, target, body, agent, silence, signal}: Sending): Promise<Sent> {
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest
  const whole = AbortSignal.timeout(wholeMilliseconds)
  return new Promise<Sent>((resolve) => {
    const headers = {'user-agent': 'domesday', ...(body !== undefined && {'content-type': 'application/json'})}
    const sent = request(target, {
      method,
      agent,
      headers,
      timeout: silence,
      signal: signal ? AbortSignal.any([whole, signal]) : whole,
    })
    const fail = (fault: string): void => {
      resolve({fault})
      sent.destroy()
    }
    sent.on('timeout', () => fail(`nothing was heard for ${Math.ceil(silence / 1000)} seconds`))
    sent.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'the connection broke'))
    sent.on('response', (response) => {
      const pieces: Buffer[] = []
      let length = 0
      response.on('data', (piece: Buffer) => {
        length += piece.byteLength
        if (length > mostAnswerBytes) fail('its answer is larger than any should be')
        else pieces.push(piece)
      })
      response.on('error', () => fail('its answer was cut short'))
      response.on('end', () => {
        const {statusCode: status = 0} = response
        const text = Buffer.concat(pieces).toString('utf8')
        if (!response.complete) fail('its answer was cut short')
        else resolve({status, text, retryAfter: Number(response.headers['retry-after']) || 0})
      })
    })
    sent.end(body)
  })
}
