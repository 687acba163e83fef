import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {gzipSync} from 'node:zlib'
import {allServices} from '../../../../src/collect/aws/all-services.ts'

/** One request as the fake understands it. */
export interface Asked {
  readonly account: string
  readonly region: string
  readonly service: string
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  /** How many requests just like it came before. */
  readonly repeats: number
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Sends the body and breaks the connection, or never ends it. */
  readonly then?: 'reset' | 'hang'
}

/** What the fake answers; undefined leaves it to the empty answer of that operation. */
export type Script = (asked: Asked) => Reply | undefined

export interface FakeAws {
  readonly url: string
  readonly asked: readonly Asked[]
  readonly close: () => Promise<void>
}

/** The names that requests are signed for, where they are not the service's id. */
const signingNames: Readonly<Record<string, string>> = {
  tagging: 'resource-groups-tagging-api',
  elasticloadbalancing: 'elastic-load-balancing-v2',
  elasticbeanstalk: 'elastic-beanstalk',
  es: 'opensearch',
  apigateway: 'api-gateway',
  config: 'config-service',
  ce: 'cost-explorer',
}

/** Two services are signed for as one; the version of the API tells the older apart. */
const classicBalancers = '2012-06-01'

/** Operations of the services that go by paths. */
const paths: readonly (readonly [RegExp, string])[] = [
  [/^POST \/ListResources/, 'resource-explorer-2 ListResources'],
  [/^GET \/2015-03-31\/functions/, 'lambda ListFunctions'],
  [/^GET \/clusters\?|^GET \/clusters$/, 'eks ListClusters'],
  [/^GET \/clusters\/[^/?]+/, 'eks DescribeCluster'],
  [/^GET \/cluster-versions/, 'eks DescribeClusterVersions'],
  [/^GET \/api\/v2\/clusters/, 'kafka ListClustersV2'],
  [/^GET \/v1\/brokers\?|^GET \/v1\/brokers$/, 'mq ListBrokers'],
  [/^GET \/v1\/brokers\/[^/?]+/, 'mq DescribeBroker'],
  [/^GET \/2021-01-01\/domain/, 'opensearch ListDomainNames'],
  [/^POST \/2021-01-01\/opensearch\/domain-info/, 'opensearch DescribeDomains'],
  [/^GET \/restapis/, 'api-gateway GetRestApis'],
  [/^GET \/v2\/apis/, 'apigatewayv2 GetApis'],
  [/^POST \/findings\/list/, 'inspector2 ListFindings'],
  [/^POST \/coverage\/list/, 'inspector2 ListCoverage'],
  [/^GET \/(\?|$)/, 's3 ListBuckets'],
]

/** Lists of answers in XML by their names on the wire, where these are not the API's. */
const wireLists: Readonly<Record<string, string>> = {
  DescribeRegions: 'regionInfo',
  DescribeInstances: 'reservationSet',
  DescribeImages: 'imagesSet',
  DescribeVpcs: 'vpcSet',
}

/** Starts a server that speaks as much of AWS as the collector asks. Account and region come from the signature. */
export async function startFakeAws(script: Script, latencyMilliseconds = 0): Promise<FakeAws> {
  const asked: Asked[] = []
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const understood = understand(request, Buffer.concat(parts).toString())
      const key = JSON.stringify(understood)
      const question = {...understood, repeats: counts.get(key) ?? 0}
      counts.set(key, question.repeats + 1)
      asked.push(question)
      const reply = script(question) ?? ownAnswer(question)
      if (latencyMilliseconds > 0) await new Promise((resolve) => setTimeout(resolve, latencyMilliseconds))
      send(response, reply)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function send(response: ServerResponse, {status = 200, headers = {}, body = '', then}: Reply): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, {...headers, ...(then ? {'content-length': String(bytes.length + 1000)} : {})})
  if (then === undefined) {
    response.end(bytes)
    return
  }
  response.write(bytes)
  if (then === 'reset') setTimeout(() => response.destroy(), 5)
}

function understand(request: IncomingMessage, body: string): Omit<Asked, 'repeats'> {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '')
  const [, key = '', region = '', signed = ''] = scope ?? []
  const account = /^FAKE(\d{12})$/.exec(key)?.[1] ?? '000000000000'
  const target = request.headers['x-amz-target']
  if (typeof target === 'string')
    return {
      account,
      region,
      service: signingNames[signed] ?? signed,
      operation: target.split('.').at(-1) ?? '',
      input: JSON.parse(body || '{}') as Record<string, unknown>,
    }
  if (/^Action=|&Action=/.test(body)) {
    const form = Object.fromEntries(new URLSearchParams(body))
    const service = form['Version'] === classicBalancers ? 'elastic-load-balancing' : (signingNames[signed] ?? signed)
    return {account, region, service, operation: form['Action'] ?? '', input: form}
  }
  const place = `${request.method} ${request.url}`
  const [service = signed, operation = place] = paths.find(([path]) => path.test(place))?.[1].split(' ') ?? []
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://fake').searchParams)
  const named = /^GET \/(?:clusters|v1\/brokers)\/([^/?]+)/.exec(place)?.[1]
  const input = body ? (JSON.parse(body) as Record<string, unknown>) : {...query, ...(named && {name: named})}
  return {account, region, service, operation, input}
}

/** What an empty account answers, and who is calling. */
function ownAnswer({account, service, operation, input}: Asked): Reply {
  if (operation === 'GetCallerIdentity')
    return xml(
      operation,
      `<Account>${account}</Account><Arn>arn:aws:sts::${account}:assumed-role/Auditor/jo@moon.example</Arn>`,
    )
  if (operation === 'AssumeRole') {
    const other = /::(\d{12}):/.exec(String(input['RoleArn']))?.[1]
    return xml(
      operation,
      `<Credentials><AccessKeyId>FAKE${other}</AccessKeyId><SecretAccessKey>very-secret</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
    )
  }
  if (operation === 'DescribeRegions') return ec2('DescribeRegions', region('eu-west-2', 'opt-in-not-required'))
  const found = allServices.find(({id}) => id === service)?.operations.find((one) => one.operation === operation)
  const list = found?.items.split('.')[0] ?? 'Items'
  if (service === 'ec2') return ec2(operation, '')
  if (isQuery(service)) return xml(operation, `<${list}/>`)
  if (service === 's3') return {body: '<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>'}
  return json({[wireName(service, list)]: []})
}

function wireName(service: string, list: string): string {
  const isLower = ['kafka', 'mq', 'apigatewayv2'].includes(service)
  return service === 'api-gateway' ? 'item' : isLower ? list.slice(0, 1).toLowerCase() + list.slice(1) : list
}

function isQuery(service: string): boolean {
  return (
    ['sts', 'rds', 'elasticache', 'redshift', 'elastic-beanstalk', 'sns'].includes(service) ||
    service.startsWith('elastic-load-balancing')
  )
}

export function json(body: unknown): Reply {
  return {headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}
}

export function xml(operation: string, inner: string): Reply {
  return {
    headers: {'content-type': 'text/xml'},
    body: `<${operation}Response xmlns="https://fake.example/"><${operation}Result>${inner}</${operation}Result><ResponseMetadata><RequestId>r1</RequestId></ResponseMetadata></${operation}Response>`,
  }
}

export function ec2(operation: string, items: string, token?: string): Reply {
  const list = wireLists[operation] ?? 'set'
  return {
    headers: {'content-type': 'text/xml'},
    body: `<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r1</requestId><${list}>${items}</${list}>${token ? `<nextToken>${token}</nextToken>` : ''}</${operation}Response>`,
  }
}

export function region(name: string, optIn: string): string {
  return `<item><regionName>${name}</regionName><optInStatus>${optIn}</optInStatus></item>`
}

export function compressed({body = '', headers = {}}: Reply): Reply {
  return {headers: {...headers, 'content-encoding': 'gzip'}, body: gzipSync(body)}
}

/** A failure as each protocol tells it. */
export function failure({service}: Asked, code: string, message: string, status = 400): Reply {
  if (service === 'ec2')
    return {
      status,
      body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r1</RequestID></Response>`,
    }
  if (isQuery(service))
    return {
      status,
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r1</RequestId></ErrorResponse>`,
    }
  return {
    status,
    headers: {'content-type': 'application/json', 'x-amzn-errortype': code},
    body: JSON.stringify({__type: code, message}),
  }
}
