import type {Entity} from '../model/entity.ts'
import type {Relation, Vulnerability} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import type {CalendarDate} from '../model/values.ts'

/** A part of a system whose packages are known. */
interface PackageUse {
  readonly user: Entity
  /** The ids of the packages that it uses where it runs. */
  readonly packages: readonly string[]
  /** What it is part of, however far above: ids. */
  readonly wholes: readonly string[]
}

/** All that is said of vulnerabilities in a system, whenever: in its parts, in what these run on, in the packages of these. */
export interface VulnerabilitySources {
  readonly said: readonly Vulnerability[]
  /** The ids of the system, its parts and what these run on. */
  readonly own: ReadonlySet<string>
  readonly uses: readonly PackageUse[]
}

/** A part whose packages are known, and the days on which something assessed them all. */
export interface PackageUser {
  readonly user: Entity
  readonly assessed: readonly CalendarDate[]
}

interface KnownVulnerabilities {
  /** What counts: without what people say does not, and what a later scan of the same thing no longer finds. */
  readonly vulnerabilities: readonly Vulnerability[]
  readonly packageUsers: readonly PackageUser[]
}

interface Things {
  readonly system: Entity
  /** Components that belong to the system. */
  readonly parts: readonly Entity[]
  /** What uses things in its production: itself, its parts, what these run on, and the stores that they write. */
  readonly users: readonly Entity[]
  readonly entities: ReadonlyMap<string, Entity>
  readonly out: ReadonlyMap<string, readonly Relation[]>
  readonly bySubject: ReadonlyMap<string, readonly Vulnerability[]>
}

/** Gathers what is said of vulnerabilities in a system. */
export function vulnerabilitySources({system, parts, users, entities, out, bySubject}: Things): VulnerabilitySources {
  const own = new Set([system, ...parts, ...users].map(({id}) => id))
  const packages = users.map((user) => ({user, packages: packagesOf(user, entities, out)}))
  const subjects = new Set([...own, ...packages.flatMap((one) => one.packages)])
  const isPart = new Set([system, ...parts])
  return {
    said: [...subjects].flatMap((id) => bySubject.get(id) ?? []),
    own,
    uses: packages.flatMap((one) =>
      one.packages.length > 0 && isPart.has(one.user)
        ? [{...one, wholes: [...new Set([...wholesOf(one.user, out), system.id])]}]
        : [],
    ),
  }
}

/** What is known of them on a day: what is dated later is not known then. */
export function vulnerabilitiesOn({said, own, uses}: VulnerabilitySources, asOf: CalendarDate): KnownVulnerabilities {
  const past = said.filter(({assessed}) => assessed <= asOf)
  const isStatement = ({status}: Vulnerability): boolean => status !== undefined
  const found = withoutOutdated(
    past.filter((one) => !isStatement(one)),
    own,
  )
  const statements = past.filter((one) => isStatement(one) && (one.within === undefined || own.has(one.within)))
  return {vulnerabilities: withoutDenied(found, statements, own), packageUsers: assessedUsers(uses, found)}
}

/** Packages that one thing uses where it runs. */
function packagesOf(
  user: Entity,
  entities: ReadonlyMap<string, Entity>,
  out: ReadonlyMap<string, readonly Relation[]>,
): readonly string[] {
  return (out.get(user.id) ?? []).flatMap(({type, to, attributes: {scope}}) =>
    type === 'USES' && !/^(dev|development|test)$/.test(String(scope)) && entities.get(to)?.kind === 'package'
      ? [to]
      : [],
  )
}

/** Of what one scanner found in one thing, its last scan counts. */
function withoutOutdated(found: readonly Vulnerability[], own: ReadonlySet<string>): readonly Vulnerability[] {
  const last = new Map<string, CalendarDate>()
  const keyOf = ({scanner, within, subject}: Vulnerability): string => JSON.stringify([scanner, within ?? subject])
  for (const one of found) {
    const before = last.get(keyOf(one))
    if (before === undefined || before < one.assessed) last.set(keyOf(one), one.assessed)
  }
  return found.filter(
    (one) =>
      one.scanner === undefined ||
      (one.within !== undefined && !own.has(one.within)) ||
      one.assessed === last.get(keyOf(one)),
  )
}

/** Without those that somebody says are not there, are no vulnerabilities, or were mended since they were found. */
function withoutDenied(
  found: readonly Vulnerability[],
  statements: readonly Vulnerability[],
  own: ReadonlySet<string>,
): readonly Vulnerability[] {
  if (statements.length === 0) return found
  const nameOf = oneName([...found, ...statements])
  const denied = Map.groupBy(statements, ({identifier}) => nameOf(identifier))
  return found.filter(
    (one) =>
      one.identifier === undefined ||
      !denied.get(nameOf(one.identifier))?.some((statement) => {
        const isOfIt =
          statement.subject === one.subject || (own.has(statement.subject) && covers(statement.subject, one))
        return isOfIt && (statement.status !== 'resolved' || statement.assessed >= one.assessed)
      }),
  )
}

/** What is said of a thing as a whole is said of what was found in it. */
function covers(thing: string, {within}: Vulnerability): boolean {
  return within === thing
}

/** One name for each vulnerability, however many databases name it: that of CVE where it has one. */
export function oneName(
  vulnerabilities: readonly Pick<Vulnerability, 'identifier' | 'aliases'>[],
): (identifier: string | undefined) => string {
  const above = new Map<string, string>()
  const top = (name: string): string => {
    let at = name
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next
    return at
  }
  for (const {identifier, aliases = []} of vulnerabilities)
    for (const alias of identifier === undefined ? [] : aliases) {
      const [first, second] = [top(identifier ?? ''), top(alias)].toSorted(byAuthority)
      if (first !== undefined && second !== undefined && first !== second) above.set(second, first)
    }
  return (identifier) => top(identifier ?? '')
}

function byAuthority(a: string, b: string): number {
  return Number(b.startsWith('CVE-')) - Number(a.startsWith('CVE-')) || compareText(a, b)
}

/** A part is assessed by a scan of it, of what it is part of, of the system, or of every package that it uses. */
function assessedUsers(uses: readonly PackageUse[], found: readonly Vulnerability[]): readonly PackageUser[] {
  const days = Map.groupBy(found, ({within, subject}) => within ?? subject)
  const daysOf = (id: string): readonly CalendarDate[] => (days.get(id) ?? []).map(({assessed}) => assessed)
  return uses.map(({user, packages, wholes}) => {
    const each = packages.map((id) => daysOf(id).toSorted(compareText).at(-1))
    const all = each.every((day) => day !== undefined) ? each.toSorted(compareText).slice(0, 1) : []
    return {user, assessed: [...new Set([...[user.id, ...wholes].flatMap(daysOf), ...all])].toSorted(compareText)}
  })
}

/** What a component is part of, however far above. */
function wholesOf(part: Entity, out: ReadonlyMap<string, readonly Relation[]>): readonly string[] {
  const seen = new Set<string>()
  const queue = [part.id]
  for (let id = queue.pop(); id !== undefined; id = queue.pop())
    for (const {type, to} of out.get(id) ?? []) {
      if (type !== 'PART_OF' || seen.has(to)) continue
      seen.add(to)
      queue.push(to)
    }
  return [...seen]
}
