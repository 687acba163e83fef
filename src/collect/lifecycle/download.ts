import {type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as httpRequest} from 'node:http'
import {Agent as HttpsAgent, request as httpsRequest} from 'node:https'
import {AuditError, SourceError, UsageError} from '../../errors.ts'

export interface DownloadLimits {
  /** How long nothing may come. */
  readonly silenceMilliseconds: number
  readonly totalMilliseconds: number
  readonly bytes: number
}

/** The whole list is about 5 MB. */
export const usualLimits: DownloadLimits = {
  silenceMilliseconds: 30_000,
  totalMilliseconds: 300_000,
  bytes: 64 * 1024 * 1024,
}

export interface DownloadOptions {
  readonly url: string
  /** Proxy settings, as HTTPS_PROXY and NO_PROXY. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits?: DownloadLimits
  readonly signal?: AbortSignal | undefined
}

const mostRedirects = 5

/**
 * Reads what stands at an address, whole. It follows a redirect within the same host alone, and never from https to http.
 * Errors: a UsageError for an address of another kind, a SourceError that says why nothing came of it.
 */
export async function download({url, env, limits = usualLimits, signal}: DownloadOptions): Promise<Uint8Array> {
  const start = addressOf(url)
  const late = AbortSignal.timeout(limits.totalMilliseconds)
  const ends = signal ? AbortSignal.any([signal, late]) : late
  const agent = {proxyEnv: {...env}}
  const agents = {'https:': new HttpsAgent(agent), 'http:': new HttpAgent(agent)}
  try {
    let address = start
    for (let hops = 0; hops <= mostRedirects; hops += 1) {
      const found = await ask(address, agents[address.protocol === 'http:' ? 'http:' : 'https:'], limits, ends)
      if (found instanceof Uint8Array) return found
      address = redirected(address, found.to)
    }
    throw fault(start, `it redirects more than ${mostRedirects} times`)
  } catch (error) {
    signal?.throwIfAborted()
    if (late.aborted) throw fault(start, `it was not there in ${limits.totalMilliseconds / 1000} s`)
    throw error instanceof AuditError ? error : fault(start, transportWords(error), error)
  } finally {
    for (const one of Object.values(agents)) one.destroy()
  }
}

function addressOf(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address || !/^https?:$/.test(address.protocol))
    throw new UsageError('bad-address', 'Nothing was asked: the address is none of https or http.')
  if (address.username || address.password)
    throw new UsageError('bad-address', 'Nothing was asked: a user or a password does not belong in the address.')
  return address
}

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined
  if (!to || to.hostname !== from.hostname || !/^https?:$/.test(to.protocol))
    throw fault(
      from,
      `it redirects to another host${to ? `, ${to.hostname}` : ''}: a proxy's sign-in page may stand between`,
    )
  if (from.protocol === 'https:' && to.protocol === 'http:') throw fault(from, 'it redirects from https to http')
  return to
}

/** One request: the whole body, or where to go instead. */
function ask(
  address: URL,
  agent: HttpAgent,
  limits: DownloadLimits,
  signal: AbortSignal,
): Promise<Uint8Array | {readonly to: string}> {
  return new Promise((resolve, reject) => {
    const send = address.protocol === 'http:' ? httpRequest : httpsRequest
    const headers = {accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'domesday'}
    const request: ClientRequest = send(address, {agent, headers, signal, timeout: limits.silenceMilliseconds})
    request.on('timeout', () =>
      request.destroy(fault(address, `nothing came for ${limits.silenceMilliseconds / 1000} s`)),
    )
    request.on('error', reject)
    request.on('response', (response) => {
      const to = redirectOf(response)
      if (to !== undefined) {
        response.destroy()
        return resolve({to})
      }
      bodyOf(address, response, limits).then(resolve, (error: unknown) => {
        request.destroy()
        reject(error instanceof Error ? error : new Error(String(error)))
      })
    })
    request.end()
  })
}

function redirectOf({statusCode = 0, headers}: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? '') : undefined
}

async function bodyOf(address: URL, response: IncomingMessage, limits: DownloadLimits): Promise<Uint8Array> {
  const {statusCode = 0, headers} = response
  if (statusCode === 407) throw fault(address, 'the proxy asks for a user and a password (407)')
  if (statusCode !== 200) throw fault(address, `it answers with status ${statusCode}`)
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) throw fault(address, 'it answers in a compressed form')
  const tooLarge = () => fault(address, `it sends more than ${Math.floor(limits.bytes / 1024 / 1024)} MiB`)
  if (Number(headers['content-length'] ?? 0) > limits.bytes) throw tooLarge()
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    // no encoding is set, so it gives bytes
    length += piece.length
    if (length > limits.bytes) throw tooLarge()
    pieces.push(piece)
  }
  if (!response.complete) throw fault(address, 'the answer broke off')
  return Buffer.concat(pieces)
}

function transportWords(error: unknown): string {
  const {code = '', message = ''} = error as NodeJS.ErrnoException // what Node's network throws is an Error
  if (/^(SELF_SIGNED|UNABLE_TO_|CERT_|DEPTH_ZERO|ERR_TLS)/.test(code))
    return `its certificate is not trusted (${code}): where a proxy inspects TLS, give its certificate by NODE_EXTRA_CA_CERTS`
  if (/PROXY/.test(code)) return `the proxy refused (${code})`
  if (code === 'ECONNRESET' || /aborted/.test(message)) return 'the connection broke off'
  return `nothing answers there (${code || message})`
}

/** The password of a proxy never stands in an address that is told: it is in no address that is asked. */
function fault({origin, pathname}: URL, message: string, cause?: unknown): SourceError {
  return new SourceError('not-downloaded', `Nothing was changed: ${origin} gave no list of products.`, {
    faults: [{message, where: `${origin}${pathname}`}],
    hint: 'Try again; set HTTPS_PROXY if you sit behind one; or fetch that address elsewhere and use --from <file>.',
    ...(cause !== undefined && {cause}),
  })
}
