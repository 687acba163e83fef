import type {CoverageStatus} from '../../model/inventory.ts'
import {NotAnAnswer} from './answer.ts'
import {RequestsSpent} from './costs/request-budget.ts'

/** With what the reason begins where there is nothing of the time that was asked for. */
export const noDataReason = 'Cost Explorer has no data'

/** How a task ended that did not complete, and what would mend it. */
export interface Failure {
  readonly status: Exclude<CoverageStatus, 'complete'>
  readonly reason: string
  /** The page after which this came may be kept: the listing is then partial. */
  readonly kind:
    | 'throttled'
    | 'denied'
    | 'region'
    | 'expired-session'
    | 'expired-token'
    | 'not-available'
    | 'no-data'
    | 'gone'
    | 'clock'
    | 'not-an-answer'
    | 'proxy'
    | 'transport'
    | 'credentials'
    | 'other'
}

interface Thrown {
  readonly name?: unknown
  readonly code?: unknown
  readonly Code?: unknown
  readonly message?: unknown
  readonly $metadata?: {readonly httpStatusCode?: unknown}
}

const kinds = [
  ['clock', /^(RequestTimeTooSkewed|RequestExpired)$/],
  [
    'expired-token',
    /^(PaginationTokenExpiredException|RequestChangedException|InvalidNextToken(Exception)?|InvalidPaginationToken(Exception)?|InvalidMarker|ExpiredNextToken(Exception)?)$/,
  ],
  ['expired-session', /^(ExpiredToken(Exception)?|TokenRefreshRequired)$/],
  [
    'throttled',
    /^(Throttl(ed|ing)(Exception)?|ThrottledException|TooManyRequests(Exception)?|RequestLimitExceeded|RequestThrottled(Exception)?|LimitExceededException|BandwidthLimitExceeded|EC2ThrottledException|SlowDown|PriorRequestNotComplete|ProvisionedThroughputExceededException)$/,
  ],
  [
    'denied',
    /^(AccessDenied.*|UnauthorizedOperation|AuthorizationError.*|NotAuthorized.*|UnauthorizedException|ForbiddenException)$/,
  ],
  ['region', /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure)$/],
  ['no-data', /^(DataUnavailableException|BillExpirationException)$/],
  [
    'not-available',
    /^(SubscriptionRequired(Exception)?|OptInRequired|HomeRegionNotSetException|NoAvailableConfigurationRecorderException|NoSuchConfigurationAggregatorException|AWSOrganizationsNotInUseException|UnknownOperationException|UnsupportedOperation.*|InvalidAction)$/,
  ],
  ['gone', /^(ResourceNotFound.*|NotFound(Exception)?|ClusterNotFoundException|.*NotFoundFault)$/],
  ['credentials', /^(CredentialsProviderError|TokenProviderError)$/],
] as const satisfies readonly (readonly [Failure['kind'], RegExp])[]

/** Of the network, where the SDK leaves nothing of them but the message. */
const socketCodes = /\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|EPIPE)\b/

/** Names a failure by its name, code and status, never by its class: every client has classes of its own. */
export function classifyFailure(thrown: unknown, action: string): Failure {
  const error: Thrown = typeof thrown === 'object' && thrown !== null ? thrown : {message: String(thrown)}
  const name = String(error.name ?? '')
  const message = withoutCredentials(String(error.message ?? name))
  const code = String(error.Code ?? error.code ?? socketCodes.exec(message)?.[0] ?? '')
  if (thrown instanceof NotAnAnswer) return failed('not-an-answer', `${message}: a proxy may stand between`)
  if (thrown instanceof RequestsSpent) return failed('other', message)
  if (/Signature expired|not yet current/i.test(message)) return clock()
  const kind = kinds.find(([, pattern]) => pattern.test(name) || pattern.test(code))?.[0]
  if (kind !== undefined) return ofKind(kind, message, action)
  const status = Number(error.$metadata?.httpStatusCode ?? 0)
  if (name === 'SyntaxError' || /deserializ/i.test(message) || (/^Unknown(Error)?$/.test(name) && status >= 400))
    return failed('not-an-answer', `an answer of status ${status} that is not the API's: a proxy may stand between`)
  if (status === 429) return ofKind('throttled', message, action)
  if (status === 403) return ofKind('denied', message, action)
  if (code === 'ERR_PROXY_TUNNEL' || /proxy/i.test(code)) return failed('proxy', `the proxy refused: ${message}`)
  if (/^(SELF_SIGNED|UNABLE_TO_|CERT_|DEPTH_ZERO|ERR_TLS)/.test(code))
    return failed(
      'proxy',
      `the certificate is not trusted (${code}): where a proxy inspects TLS, give its certificate by NODE_EXTRA_CA_CERTS`,
    )
  if (code === 'ECONNREFUSED') {
    const [, place = 'the address'] = /ECONNREFUSED (\S+)/.exec(message) ?? []
    return failed('transport', `nothing answers at ${place} (${code}): the endpoint or the proxy may be wrong`)
  }
  if (/^(E[A-Z]{4,}|EAI_AGAIN)$/.test(code) || name === 'TimeoutError')
    return failed('transport', `${code || name}: ${message}`)
  return failed('other', `${name || 'error'}: ${message}`)
}

function ofKind(kind: (typeof kinds)[number][0], message: string, action: string): Failure {
  switch (kind) {
    case 'denied': {
      const explicit = /explicit deny/i.test(message)
      const by = /service control policy/i.test(message) ? ' in a service control policy' : ''
      return {
        kind,
        status: 'denied',
        reason: explicit ? `an explicit deny${by} forbids ${action}` : `${action} is not allowed`,
      }
    }
    case 'clock':
      return clock()
    case 'throttled':
      return failed(kind, 'throttled to the end: run it again later')
    case 'region':
      return {kind, status: 'unavailable', reason: 'the region refuses these credentials: it may not be enabled'}
    case 'expired-session':
      return failed(kind, 'the session expired: sign in again and run it again')
    case 'expired-token':
      return failed(kind, 'the token for the next page expired twice')
    case 'no-data':
      return {kind, status: 'unavailable', reason: `${noDataReason}: ${message.slice(0, 200)}`}
    case 'not-available':
    case 'gone':
      return {kind, status: 'unavailable', reason: message.slice(0, 200)}
    case 'credentials':
      return failed(kind, `there are no credentials. ${message.slice(0, 200)}`)
  }
}

function clock(): Failure {
  return failed('clock', 'the clock of this machine is wrong: set it, and run it again')
}

function failed(kind: Failure['kind'], reason: string): Failure {
  return {kind, status: 'failed', reason: reason.slice(0, 300)}
}

/** Proxies tell their address with the password that was sent. */
function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^\s/@]*@/g, '//')
}
