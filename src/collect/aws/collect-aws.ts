import {compareText} from '../../model/json-lines.ts'
import type {Instant} from '../../model/values.ts'
import {allowedCommands, allServices} from './all-services.ts'
import {atOnce} from './at-once.ts'
import {classifyFailure} from './classify-failure.ts'
import {type Client, type Clients, openClients} from './clients.ts'
import {type Collection, newestCollection, writeCollection} from './collection.ts'
import {collectCosts} from './costs/collect-costs.ts'
import {costExplorer, costServices, Organization, organisationOfCaller} from './costs/cost-explorer.ts'
import {openJournal, readJournal} from './journal.ts'
import {enteringAction, keptOfAccount, payerBefore, type Refusal, regionsBefore, withEarlier} from './kept-facts.ts'
import {listItems} from './list-items.ts'
import {noCaller} from './no-caller.ts'
import {type TaskRun, runTask} from './run-task.ts'
import type {Operation, ServiceDescription} from './service-description.ts'
import {isOpen, OrganizationAccount} from './services/organizations.ts'
import {Region} from './services/ec2.ts'
import {callerIdentity, type Identity, ownSession, roleSession, type Session} from './sessions.ts'
import {taskKey, type TaskResult} from './task.ts'

const accountsAtOnce = 6
const listingsAtOnce = 6
/** An unfinished run younger than this is taken up again. */
const resumeHours = 24

/** Where types of resources that belong to no region are listed. */
const globalRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-northwest-1',
}

export interface AwsOptions {
  readonly organisation: string
  readonly sourceId: string
  /** Twelve digits each; left out, those that Organizations lists. */
  readonly accounts?: readonly string[] | undefined
  readonly role?: string | undefined
  readonly externalId?: string | undefined
  /** Left out, all that each account has enabled. */
  readonly regions?: readonly string[] | undefined
  /** Ask Cost Explorer of the payer, too, which is charged for. */
  readonly costs?: CostsWanted | undefined
  /** Take up no unfinished run. */
  readonly fresh?: boolean
  /** The folder of the source's evidence. */
  readonly evidence: string
  readonly journal: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  readonly signal?: AbortSignal | undefined
  readonly onPage?: (pages: number) => void
  readonly onNote?: (message: string) => void
  readonly services?: readonly ServiceDescription[]
  readonly attempts?: number
  /** How long no byte may come, and how long one answer may take. */
  readonly patienceMilliseconds?: number
}

export interface CostsWanted {
  /** The key of the tag by whose values costs are told apart. */
  readonly tag?: string | undefined
  readonly mostRequests: number
  /** The folder where listings that were paid for are kept. */
  readonly cache: string
}

interface Run extends TaskRun {
  readonly options: AwsOptions
  readonly services: readonly ServiceDescription[]
  readonly caller: Identity & {readonly region: string}
  readonly previous: Collection | undefined
}

/**
 * Looks at accounts of AWS and writes down what they answer; goes on with a run that was interrupted.
 * Errors: a SourceError where there are no credentials, or they do not work; a StoreError where the disk refuses.
 */
export async function collectAws(options: AwsOptions): Promise<Collection> {
  const services = options.services ?? allServices
  const clients = await openClients({
    allowed: allowedCommands(options.costs ? [...services, ...costServices] : services),
    env: options.env,
    attempts: options.attempts,
    silence: options.patienceMilliseconds,
  })
  try {
    const caller = await callerOf(clients, options.env)
    const run = await openRun(options, services, clients, caller)
    try {
      return await collect(run)
    } finally {
      await run.journal.close()
    }
  } finally {
    clients.close()
  }
}

/** Who calls. Errors: a SourceError that says what is wrong with the credentials, or what stands between. */
export async function callerOf(
  clients: Clients,
  env: AwsOptions['env'],
): Promise<Identity & {readonly region: string}> {
  try {
    return await callerIdentity(clients, clients.ownCredentials, undefined)
  } catch (error) {
    throw noCaller(error, env)
  }
}

async function openRun(
  options: AwsOptions,
  services: readonly ServiceDescription[],
  clients: Clients,
  caller: Run['caller'],
): Promise<Run> {
  const {accounts = [], role = '', regions = []} = options
  const asked = JSON.stringify([caller.account, accounts.toSorted(), role, regions.toSorted()])
  const read = await readJournal(options.journal)
  const age = read ? (options.now().getTime() - Date.parse(read.run.began)) / 3_600_000 : Infinity
  const goesOn = !options.fresh && read?.run.asked === asked && !read.isFinished && age < resumeHours
  const began: Instant = goesOn ? read.run.began : options.now().toISOString()
  if (goesOn) options.onNote?.(`goes on with the run of ${began.slice(0, 16).replace('T', ' ')}; --fresh starts over`)
  const journal = await openJournal(
    options.journal,
    {schema: 'domesday/journal@1', began, asked},
    goesOn ? read : undefined,
  )
  let pages = 0
  return {
    options,
    services,
    clients,
    caller,
    journal,
    evidence: options.evidence,
    // Of a run that is taken up again it is what that run wrote when it ended with gaps.
    previous: await newestCollection(options.evidence),
    now: options.now,
    signal: options.signal,
    longestAnswerMilliseconds: options.patienceMilliseconds,
    onPage: () => options.onPage?.((pages += 1)),
  }
}

async function collect(run: Run): Promise<Collection> {
  const {caller, options} = run
  const own = ownSession(run.clients, caller.account, options.now)
  const organisation = await organisationAccounts(run, own)
  const accounts = options.accounts ?? organisation.accounts
  const results = await atOnce(accountsAtOnce, accounts, (account) => collectAccount(run, account, own))
  const costs = options.costs ? await costsOf(run, options.costs, own) : []
  const header = {
    schema: 'domesday/aws-collection@1' as const,
    organisation: options.organisation,
    source: options.sourceId,
    began: run.journal.run.began,
    partition: caller.partition,
    caller: caller.account,
    accounts: accounts.toSorted(),
  }
  const all = [...organisation.results, ...results.flat(), ...costs]
    .map((result) => withEarlier(result, run.previous))
    .toSorted((a, b) => compareText(taskKey(a), taskKey(b)))
  const collection = {header, results: all}
  await writeCollection(options.evidence, collection)
  // A run with gaps is taken up again, so that what was mended is seen without asking for all the rest.
  if (all.every(({status}) => status === 'complete')) await run.journal.write({finished: options.now().toISOString()})
  return collection
}

/** The accounts of the organisation. Where they cannot be listed, those that are known: of the caller, and of before. */
async function organisationAccounts(
  run: Run,
  own: Session,
): Promise<{readonly accounts: readonly string[]; readonly results: readonly TaskResult[]}> {
  const {caller, options, services, previous} = run
  const service = services.find(({id}) => id === 'organizations')
  if (options.accounts || !service) return {accounts: [caller.account], results: []}
  const results = await runListings(run, own, service, caller.region)
  const listed: string[] = []
  for (const result of results)
    for (const {value} of await listItems(run, service, result)) {
      const account = OrganizationAccount.safeParse(value).data
      if (account && isOpen(account)) listed.push(account.Id)
    }
  const isWhole = results.every(({status}) => status === 'complete')
  const known =
    isWhole && listed.length > 0 ? listed : [caller.account, ...listed, ...(previous?.header.accounts ?? [])]
  return {accounts: [...new Set(known)].toSorted(), results: results.map(alone)}
}

/** Costs of the payer: of the organisation's, or of the caller where none is known. */
async function costsOf(
  run: Run,
  {tag, mostRequests, cache}: CostsWanted,
  own: Session,
): Promise<readonly TaskResult[]> {
  const {caller, options, previous} = run
  const asked = (await runListings(run, own, organisationOfCaller, caller.region)).map(alone)
  const told = asked[0] ? await listItems(run, organisationOfCaller, asked[0]) : []
  const payer = Organization.safeParse(told[0]?.value).data?.MasterAccountId ?? payerBefore(run) ?? caller.account
  const region = globalRegions[caller.partition] ?? caller.region
  const session = sessionFor(run, payer, own)
  const refused = session === undefined ? noRole : await refusalOf(run, session)
  if (refused !== undefined || session === undefined) {
    const [{operation, action}] = costExplorer.operations
    const why = refused ?? noRole
    const gap = {account: payer, region, service: costExplorer.id, operation, action, ...why, pages: []}
    const kept = keptOfAccount(run, payer, (service) => service === costExplorer.id, why)
    return [...asked, gap, ...kept.filter((result) => taskKey(result) !== taskKey(gap))]
  }
  const onNote = options.onNote ?? (() => undefined)
  const fresh = options.fresh ?? false
  const costs = await collectCosts(run, {session, region, tag, mostRequests, cache, fresh, previous, onNote})
  return [...asked, ...costs]
}

/** An account that belongs to no organisation has all its accounts listed: itself. */
function alone(result: TaskResult): TaskResult {
  const isAlone =
    result.status === 'unavailable' && /not (a member|in use)|member of an organization/i.test(result.reason ?? '')
  return isAlone ? {...result, status: 'complete', reason: 'the account belongs to no organisation'} : result
}

async function collectAccount(run: Run, account: string, own: Session): Promise<readonly TaskResult[]> {
  const session = sessionFor(run, account, own)
  const refused = session === undefined ? noRole : await refusalOf(run, session)
  if (refused !== undefined || session === undefined) return closedAccount(run, account, refused ?? noRole)
  const regions = await regionsOf(run, session)
  const results = await atOnce(listingsAtOnce, listingsOf(run, regions.names), ({service, region}) =>
    runListings(run, session, service, region),
  )
  return [...regions.results, ...results.flat()]
}

function sessionFor({caller, clients, options}: Run, account: string, own: Session): Session | undefined {
  if (account === caller.account) return own
  if (options.role === undefined) return undefined
  return roleSession(clients, caller, account, {role: options.role, externalId: options.externalId}, options.now)
}

const noRole: Refusal = {status: 'denied', reason: 'no role was named to enter the account by: --role'}

/** Why an account cannot be entered, or undefined where the session is indeed one of it. */
async function refusalOf({clients, caller}: Run, session: Session): Promise<Refusal | undefined> {
  try {
    const {account} = await callerIdentity(clients, session.credentials, caller.region)
    return account === session.account
      ? undefined
      : {status: 'failed', reason: `the role belongs to account ${account}, not ${session.account}`}
  } catch (error) {
    const {kind, reason} = classifyFailure(error, enteringAction)
    return {
      status: kind === 'denied' ? 'denied' : 'failed',
      reason: kind === 'denied' ? 'the role cannot be assumed: sts:AssumeRole is not allowed' : reason,
    }
  }
}

/** An account that was not entered: one gap, and all that was seen of it before, as of its date. */
function closedAccount(run: Run, account: string, refusal: Refusal): readonly TaskResult[] {
  const entry = {account, region: run.caller.region, service: 'sts', operation: 'AssumeRole', action: enteringAction}
  const isOfAccount = (service: string): boolean => !['sts', 'organizations', costExplorer.id].includes(service)
  return [{...entry, ...refusal, pages: []}, ...keptOfAccount(run, account, isOfAccount, refusal)]
}

/** The regions that the account has enabled, of those asked for. */
async function regionsOf(
  run: Run,
  session: Session,
): Promise<{readonly names: readonly string[]; readonly results: readonly TaskResult[]}> {
  const {options, services, caller} = run
  const service = services.find(({id}) => id === 'ec2')
  if (!service) return {names: options.regions ?? [caller.region], results: []}
  const home = {...service, operations: service.operations.filter(({operation}) => operation === 'DescribeRegions')}
  const [result] = await runListings(run, session, home, caller.region)
  if (!result) return {names: options.regions ?? [caller.region], results: []}
  const seen = (await listItems(run, service, result)).flatMap(({value}) => Region.safeParse(value).data ?? [])
  const enabled = seen.filter(({OptInStatus}) => OptInStatus !== 'not-opted-in').map(({RegionName}) => RegionName)
  const off = new Set(seen.filter(({OptInStatus}) => OptInStatus === 'not-opted-in').map(({RegionName}) => RegionName))
  const known = enabled.length > 0 ? enabled : [...new Set([caller.region, ...regionsBefore(run, session.account)])]
  const wanted = options.regions ?? known
  return {names: wanted.filter((name) => !off.has(name)).toSorted(), results: [result]}
}

/** Every service in every region; what belongs to no region once. */
function listingsOf(
  {services, caller}: Run,
  regions: readonly string[],
): readonly {readonly service: ServiceDescription; readonly region: string}[] {
  const home = regions.includes(caller.region) ? caller.region : (regions[0] ?? caller.region)
  const worldwide = globalRegions[caller.partition]
  const withWorldwide = worldwide === undefined || regions.includes(worldwide) ? regions : [...regions, worldwide]
  return services
    .filter(({id}) => id !== 'organizations')
    .flatMap((service) => {
      const {operations} = service
      const discovered = operations.filter(({operation}) => operation !== 'DescribeRegions')
      const within = (region: string): readonly Operation[] =>
        discovered.filter(({onlyIn}) => onlyIn === undefined || region === home)
      const wherever =
        service.scope === 'global' ? [home] : service.id === 'resource-groups-tagging-api' ? withWorldwide : regions
      return wherever.map((region) => ({service: {...service, operations: within(region)}, region}))
    })
}

/** The operations of a service in one region, one after the other: some ask of what those before them list. */
async function runListings(
  run: Run,
  session: Session,
  service: ServiceDescription,
  region: string,
): Promise<readonly TaskResult[]> {
  let held: Client | undefined
  const renewing: Session = {
    ...session,
    renew: () => {
      session.renew()
      held = undefined
    },
  }
  const client = async (): Promise<Client> =>
    (held ??= await run.clients.client(service, {region, credentials: session.credentials}))
  const results: TaskResult[] = []
  for (const operation of service.operations) {
    const name = {account: session.account, region, service: service.id, operation: operation.operation}
    const before = results.find((result) => result.operation === operation.after?.operation)
    results.push(await runTask(run, {name, service, operation, session: renewing, client, before}))
  }
  return results
}
