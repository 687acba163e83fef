import {AuditError} from '../../errors.ts'
import type {Check} from '../../model/check.ts'
import {allowedCommands, allServices, findOperation} from './all-services.ts'
import {ask} from './ask.ts'
import {classifyFailure} from './classify-failure.ts'
import {type Clients, openClients} from './clients.ts'
import {callerOf} from './collect-aws.ts'
import {itemsOf} from './items.ts'
import {wayVariables} from './no-caller.ts'
import {nextToken} from './run-task.ts'
import {isOpen, OrganizationAccount} from './services/organizations.ts'
import {callerIdentity, type Identity, type Role, roleSession} from './sessions.ts'

interface AccessOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Roles to try, each in its accounts: left out, in those that Organizations lists. */
  readonly roles: readonly RoleToTry[]
  readonly now: () => Date
  readonly attempts?: number
}

export interface RoleToTry extends Role {
  readonly accounts?: readonly string[] | undefined
}

/** As many accounts of Organizations as are tried; the rest are counted. */
const mostTried = 20

/** Tries what a collection needs of AWS, one request each, and never throws. */
export async function checkAccess({env, roles, now, attempts = 2}: AccessOptions): Promise<readonly Check[]> {
  const clients = await openClients({allowed: allowedCommands(allServices), env, attempts})
  try {
    const caller = await callerOf(clients, env)
    const who = {
      what: 'Credentials',
      outcome: 'works',
      detail: `of account ${caller.account}, ${caller.region}`,
    } as const
    const checks: Check[] = [...wayChecks(env), who]
    checks.push(await tryOne(clients, caller.region, 'organizations', 'ListAccounts', 'Name the accounts: --accounts.'))
    checks.push(
      await tryOne(
        clients,
        caller.region,
        'resource-groups-tagging-api',
        'GetResources',
        'Attach the policy: domesday collect aws --print-policy',
      ),
    )
    for (const role of roles) checks.push(...(await tryRoleEverywhere(clients, caller, role, now)))
    return checks
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    return [
      ...wayChecks(env),
      {
        what: 'Credentials',
        outcome: 'fails',
        detail: error.message,
        ...(error.hint && {mend: withoutDoctor(error.hint)}),
      },
    ]
  } finally {
    clients.close()
  }
}

function withoutDoctor(hint: string): string {
  return hint.replace(/ To see what works: .*$/, '')
}

/** What stands between this machine and AWS, where something does. Passwords in the addresses are not told. */
function wayChecks(env: AccessOptions['env']): readonly Check[] {
  const named = wayVariables.flatMap((name) => (env[name] ? [`${name} ${env[name].replace(/\/\/[^/@]*@/, '//')}`] : []))
  const checks: Check[] = named.map((detail) => ({what: 'Network', outcome: 'note', detail}))
  if (!env['AWS_CA_BUNDLE']) return checks
  const mend = 'Set NODE_EXTRA_CA_CERTS to the same file.'
  return [...checks, {what: 'Network', outcome: 'note', detail: 'AWS_CA_BUNDLE is not read', mend}]
}

async function tryOne(clients: Clients, region: string, id: string, name: string, mend: string): Promise<Check> {
  const found = findOperation(allServices, id, name)
  if (!found) throw new Error(`there is no ${id} ${name}`)
  const {service, operation} = found
  const what = service.name.slice(0, 15)
  try {
    const client = await clients.client(service, {region, credentials: clients.ownCredentials})
    await ask(clients, client, {service, operation, input: {...operation.input}})
    return {what, outcome: 'works', detail: operation.action}
  } catch (error) {
    return {what, outcome: 'note', detail: classifyFailure(error, operation.action).reason, mend}
  }
}

async function tryRoleEverywhere(
  clients: Clients,
  caller: Identity & {readonly region: string},
  role: RoleToTry,
  now: () => Date,
): Promise<readonly Check[]> {
  const listed = role.accounts ?? (await accountsListed(clients, caller.region))
  if (listed === undefined)
    return [
      {
        what: 'Roles',
        outcome: 'note',
        detail: `${role.role} was not tried: no accounts are known`,
        mend: 'Allow organizations:ListAccounts, or name the accounts.',
      },
    ]
  const others = listed.filter((account) => account !== caller.account)
  const tried = role.accounts ? others : others.slice(0, mostTried)
  const checks: Check[] = role.accounts?.includes(caller.account)
    ? [{what: caller.account, outcome: 'works', detail: 'is read without the role: it is the account that calls'}]
    : []
  for (const account of tried) checks.push(await tryRole(clients, caller, account, role, now))
  const rest = others.length - tried.length
  if (rest === 0) return checks
  return [...checks, {what: 'Roles', outcome: 'note', detail: `${role.role} was not tried in ${rest} more accounts`}]
}

/** The open accounts of the organisation; undefined where they cannot be listed. */
async function accountsListed(clients: Clients, region: string): Promise<readonly string[] | undefined> {
  const {service, operation} = findOperation(allServices, 'organizations', 'ListAccounts') ?? {}
  if (!service || !operation) throw new Error('there is no ListAccounts')
  const accounts: string[] = []
  const asked = new Set<string>()
  try {
    const client = await clients.client(service, {region, credentials: clients.ownCredentials})
    let token: string | undefined
    do {
      if (token !== undefined) asked.add(token)
      const next = token === undefined || !operation.paging ? {} : {[operation.paging.request]: token}
      const {output} = await ask(clients, client, {service, operation, input: {...operation.input, ...next}})
      for (const {value} of itemsOf(output, operation) ?? []) {
        const account = OrganizationAccount.safeParse(value).data
        if (account && isOpen(account)) accounts.push(account.Id)
      }
      token = nextToken(operation, output)
    } while (token !== undefined && !asked.has(token))
    return accounts.toSorted()
  } catch {
    // Why is told by the check of Organizations itself.
    return undefined
  }
}

async function tryRole(
  clients: Clients,
  caller: {readonly partition: string; readonly region: string},
  account: string,
  role: {readonly role: string; readonly externalId?: string | undefined},
  now: () => Date,
): Promise<Check> {
  const what = account
  try {
    const session = roleSession(clients, caller, account, role, now)
    const entered = await callerIdentity(clients, session.credentials, caller.region)
    return entered.account === account
      ? {what, outcome: 'works', detail: `the role ${role.role} can be taken`}
      : {what, outcome: 'fails', detail: `the role leads to ${entered.account}`, mend: 'Mend the role’s ARN.'}
  } catch (error) {
    const {reason} = classifyFailure(error, 'sts:AssumeRole')
    const by = role.externalId === undefined ? '' : ', with its external id'
    return {what, outcome: 'fails', detail: reason, mend: `Let the role trust the caller${by}.`}
  }
}
