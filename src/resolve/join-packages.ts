import {attributeValue, attributeValues, type Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import type {Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {systemOf} from './system-of.ts'

interface Joined {
  readonly relations: readonly Relation[]
  readonly problems: readonly Problem[]
}

/**
 * An application that uses a package which another application is depends on that one, wherever it was scanned; and
 * where one application depends on another, so does its system: inferred, with the places in the manifests as evidence.
 */
export function joinPackages(entities: ReadonlyMap<string, Entity>, relations: ReadonlyMap<string, Relation>): Joined {
  const all = [...relations.values()]
  const {uses, problems} = usesOfOwn(entities, all)
  const between = all.filter(
    ({type, from, to}) => type === 'DEPENDS_ON' && isApplication(entities.get(from)) && isApplication(entities.get(to)),
  )
  const system = systemOf(all, entities)
  const ofSystems = [...between, ...uses].flatMap((use) => {
    if (isAside(entities.get(use.from))) return []
    const [users, needed] = [system(use.from) ?? [], system(use.to) ?? []]
    // What is in one system with it is no dependency of that system on another.
    if (users.some((id) => needed.includes(id))) return []
    const how = `is built from ${entities.get(use.to)?.name ?? use.to}`
    return users.flatMap((from) => needed.map((to) => inferred(from, to, use, {kind: 'other', how, move: 'after'})))
  })
  return {relations: [...uses, ...ofSystems], problems}
}

function isApplication(entity: Entity | undefined): boolean {
  return entity?.kind === 'component' && attributeValue(entity, 'type') === 'application'
}

/** Tests and examples are no production dependencies, and what they hold is nobody's package. */
function isAside(entity: Entity | undefined): boolean {
  return entity !== undefined && ['test', 'example'].includes(String(attributeValue(entity, 'role')))
}

function usesOfOwn(
  entities: ReadonlyMap<string, Entity>,
  relations: readonly Relation[],
): {readonly uses: readonly Relation[]; readonly problems: readonly Problem[]} {
  const owners = packageOwners(entities)
  const uses: Relation[] = []
  const unclear = new Map<string, Set<string>>()
  for (const use of owners.size > 0 ? relations : []) {
    if (use.type !== 'USES' || use.attributes.direct === false || !use.to.startsWith('pkg:')) continue
    const name = withoutVersion(use.to)
    const user = entities.get(use.from)
    const there = (owners.get(name) ?? []).filter((owner) => owner.id !== use.from && mayMean(name, owner, user))
    const [owner, ...others] = there
    if (!owner) continue
    if (others.length > 0) unclear.set(name, new Set(there.map(({id}) => id)))
    else uses.push(inferred(use.from, owner.id, use, {how: howUsed(use, name, owner)}))
  }
  return {uses, problems: [...unclear].toSorted(([a], [b]) => compareText(a, b)).map(notClear)}
}

/** Applications by the package that each is, its version left out. */
function packageOwners(entities: ReadonlyMap<string, Entity>): ReadonlyMap<string, readonly Entity[]> {
  const owned = [...entities.values()]
    .filter((entity) => entity.kind === 'component' && !isAside(entity))
    .flatMap((entity) =>
      attributeValues(entity, 'package').map((purl) => [withoutVersion(String(purl)), entity] as const),
    )
  const groups = Map.groupBy(owned, ([name]) => name)
  return new Map([...groups].map(([name, own]) => [name, [...new Set(own.map(([, entity]) => entity))]]))
}

function withoutVersion(purl: string): string {
  return purl.replace(/[?#].*$/, '').replace(/(?<=.)@[^@/]*$/, '')
}

/** A name with a group or a scope is one everywhere; a bare name may be anybody's outside its organisation. */
function mayMean(name: string, owner: Entity, user: Entity | undefined): boolean {
  return name.split('/').length > 2 || owner.organisation === user?.organisation
}

/** Which version is used, and which its source has now where that is another. */
function howUsed({attributes}: Relation, name: string, owner: Entity): string {
  const used = attributes.version ?? attributes.range
  const now = attributeValues(owner, 'package').map((purl) => /@([^@/]+)$/.exec(String(purl))?.[1])[0]
  const short = decodeURIComponent(name.slice(name.indexOf('/') + 1))
  const stated = used === undefined ? '' : ` ${String(used)}`
  const other = now !== undefined && used !== undefined && decodeURIComponent(now) !== used
  return `uses its package ${short}${stated}${other ? `; its source has ${decodeURIComponent(now)}` : ''}`
}

function notClear([name, owners]: readonly [string, ReadonlySet<string>]): Problem {
  const ids = [...owners].toSorted(compareText)
  return {
    record: 'problem',
    code: 'package-of-several',
    message: `${name} is what ${ids.length} applications call themselves (${ids.slice(0, 3).join(', ')}), so which of them is used is not known`,
    hint: 'Collect each tree once, or give them names of their own.',
  }
}

function inferred(from: string, to: string, use: Relation, attributes: Relation['attributes']): Relation {
  return {
    record: 'relation',
    id: relationId(from, 'DEPENDS_ON', to),
    from,
    to,
    type: 'DEPENDS_ON',
    certainty: 'inferred',
    attributes,
    evidence: use.evidence,
    scopes: use.scopes,
  }
}
