import {Agent as HttpAgent} from 'node:http'
import {Agent as HttpsAgent} from 'node:https'
import type {ServiceDescription} from './service-description.ts'

/** Throttled and broken requests are tried so often in all, each time later. */
const mostAttempts = 8
const connectMilliseconds = 5000
const silenceMilliseconds = 60_000

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

export type CredentialProvider = () => Promise<Credentials>

type Next = (args: unknown) => Promise<MiddlewareResult>
interface MiddlewareResult {
  readonly response: unknown
  readonly output?: unknown
}
export type Middleware = (next: Next, context: MiddlewareContext) => Next
interface MiddlewareContext {
  readonly clientName?: string
  readonly commandName?: string
}
interface MiddlewareStack {
  add(middleware: Middleware, options: {readonly step: string; readonly priority?: string; readonly name: string}): void
}

/** As much of a command of the SDK as is used; every client has classes of its own. */
export interface Command {
  readonly middlewareStack: MiddlewareStack
}

/** Never destroyed: that would break the connections of all others, which it shares. */
export interface Client {
  readonly config: {readonly region: () => Promise<string>}
  readonly middlewareStack: MiddlewareStack
  send(command: Command): Promise<Readonly<Record<string, unknown>>>
}

interface ClientOptions {
  readonly region?: string | undefined
  readonly credentials: CredentialProvider
}

export interface Clients {
  readonly client: (service: ClientOf, options: ClientOptions) => Promise<Client>
  readonly command: (service: ClientOf, operation: string, input: object) => Promise<Command>
  /** The credentials that the environment, a profile or a sign-in gives. */
  readonly ownCredentials: CredentialProvider
  readonly close: () => void
}

type ClientOf = Pick<ServiceDescription, 'load' | 'client'>

interface ClientsOptions {
  /** `RDSClient.DescribeDBInstances`: nothing else is ever sent. */
  readonly allowed: ReadonlySet<string>
  /** Proxy settings, as HTTPS_PROXY and NO_PROXY. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly attempts?: number | undefined
  readonly silence?: number | undefined
}

/** Makes clients that share their connections, can only read, and give up on what never ends. */
export async function openClients({allowed, env, attempts, silence}: ClientsOptions): Promise<Clients> {
  const [{NodeHttpHandler}, {defaultProvider}] = await Promise.all([
    import('@smithy/node-http-handler'),
    import('@aws-sdk/credential-provider-node'),
  ])
  const agent = {keepAlive: true, maxSockets: 50, proxyEnv: {...env}}
  const waits = silence ?? silenceMilliseconds
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: connectMilliseconds,
    requestTimeout: waits,
    throwOnRequestTimeout: true,
    socketTimeout: waits,
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent(agent),
  })
  const own = defaultProvider({clientConfig: {requestHandler}})
  return {
    client: async ({load, client: name}, {region, credentials}) => {
      const Client = constructorOf<Client>(await load(), name)
      const client = new Client({
        ...(region !== undefined && {region}),
        credentials,
        requestHandler,
        retryMode: 'standard',
        maxAttempts: attempts ?? mostAttempts,
      })
      client.middlewareStack.add(onlyAllowed(allowed), {step: 'initialize', priority: 'high', name: 'onlyAllowed'})
      return client
    },
    command: async ({load}, operation, input) =>
      new (constructorOf<Command>(await load(), `${operation}Command`))({...input}),
    ownCredentials: () => own(),
    close: () => requestHandler.destroy(),
  }
}

function constructorOf<T>(module: object, name: string): new (input: object) => T {
  const found = (module as Readonly<Record<string, unknown>>)[name] // a module's exports by their names
  if (typeof found !== 'function') throw new Error(`the SDK has no ${name}`)
  return found as new (input: object) => T // what the SDK exports under these names are classes
}

/** Refuses every command that is not on the list, before anything of it leaves the machine. */
function onlyAllowed(allowed: ReadonlySet<string>): Middleware {
  return (next, {clientName, commandName}) => {
    const name = `${clientName}.${String(commandName).replace(/Command$/, '')}`
    return (args) =>
      allowed.has(name) ? next(args) : Promise.reject(new Error(`${name} is not among the operations that may be sent`))
  }
}
