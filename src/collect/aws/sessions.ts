import {NotAnAnswer} from './answer.ts'
import {sts} from './all-services.ts'
import type {Clients, CredentialProvider, Credentials} from './clients.ts'

/** Credentials are renewed this long before they end. */
const marginMilliseconds = 5 * 60_000

export interface Identity {
  readonly account: string
  readonly partition: string
}

export interface Role {
  /** A name, the same in every account, or an ARN in which `*` stands for the account. */
  readonly role: string
  readonly externalId?: string | undefined
}

/** One account's credentials, shared by all its clients. */
export interface Session {
  readonly account: string
  readonly credentials: CredentialProvider
  /** Forgets them, so that the next request gets new ones. */
  readonly renew: () => void
}

/** Who the credentials belong to. Errors: NotAnAnswer, and what the SDK throws. */
export async function callerIdentity(
  clients: Clients,
  credentials: CredentialProvider,
  region: string | undefined,
): Promise<Identity & {readonly region: string}> {
  const client = await clients.client(sts, {credentials, region})
  const {Account, Arn} = await client.send(await clients.command(sts, 'GetCallerIdentity', {}))
  const partition = /^arn:([^:]+):/.exec(String(Arn))?.[1]
  // Of a proxy's page of HTML the SDK makes an answer that holds nothing.
  if (typeof Account !== 'string' || partition === undefined) throw new NotAnAnswer('the answer names no account')
  return {account: Account, partition, region: await client.config.region()}
}

/** A session with the caller's own credentials. */
export function ownSession(clients: Clients, account: string, now: () => Date): Session {
  return sessionOf(account, clients.ownCredentials, now)
}

/** A session in a role of an account. Nothing is asked before the first request. */
export function roleSession(
  clients: Clients,
  {partition, region}: {readonly partition: string; readonly region: string},
  account: string,
  {role, externalId}: Role,
  now: () => Date,
): Session {
  const RoleArn = role.startsWith('arn:') ? role.replace('*', account) : `arn:${partition}:iam::${account}:role/${role}`
  return sessionOf(
    account,
    async () => {
      const client = await clients.client(sts, {credentials: clients.ownCredentials, region})
      const {Credentials} = await client.send(
        await clients.command(sts, 'AssumeRole', {
          RoleArn,
          RoleSessionName: 'domesday',
          ...(externalId !== undefined && {ExternalId: externalId}),
        }),
      )
      return assumed(Credentials)
    },
    now,
  )
}

function assumed(given: unknown): Credentials {
  const {AccessKeyId, SecretAccessKey, SessionToken, Expiration} = (given ?? {}) as Readonly<Record<string, unknown>> // AssumeRole's answer, looked at field by field
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string')
    throw new NotAnAnswer('the answer holds no credentials')
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof SessionToken === 'string' && {sessionToken: SessionToken}),
    ...(Expiration instanceof Date && {expiration: Expiration}),
  }
}

function sessionOf(account: string, get: CredentialProvider, now: () => Date): Session {
  let held: Promise<Credentials> | undefined
  const fresh = (): Promise<Credentials> => {
    const asked = get()
    held = asked
    asked.catch(() => {
      if (held === asked) held = undefined
    })
    return asked
  }
  return {
    account,
    credentials: async () => {
      const asked = held ?? fresh()
      const credentials = await asked
      const {expiration} = credentials
      if (expiration === undefined || expiration.getTime() - now().getTime() > marginMilliseconds) return credentials
      // Of many requests that find them old, the first renews them for all.
      return held === asked || held === undefined ? fresh() : held
    },
    renew: () => {
      held = undefined
    },
  }
}
