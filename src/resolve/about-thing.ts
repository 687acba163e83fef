import {distance} from 'fastest-levenshtein'
import {attributeValues, type Entity} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import {isOfProduction} from '../model/in-production.ts'
import type {Evidence, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {isEndpoint, servedEndpoints} from '../model/system-endpoints.ts'
import type {AboutThing, ThingAttribute, ThingNeighbours, ThingRelation} from '../model/explanation.ts'
import {lookupOf, neighboursOf} from '../model/program-neighbours.ts'
import {operationsOf} from '../model/operation-evidence.ts'
import {type EstateLookup, isProgramPart, typeOf} from '../model/program-parts.ts'
import {
  bareName,
  isNamedWithSchema,
  isRoutine,
  isWithinPackage,
  likeNamesOfRoutine,
  mayBeNamed,
  namesOfRoutine,
} from '../model/routine-names.ts'
import {compareFits, fitOf, servedPath, uriMapPath} from './served-path.ts'

const mostSuggestions = 5

interface NearestThing {
  readonly thing?: Entity
  /** Several versions of the product or package that was named without one. */
  readonly versions?: readonly Entity[]
  /** Several things that are called so, in no order: nothing says which is meant. */
  readonly several?: readonly Entity[]
  readonly suggestions: readonly string[]
}

/**
 * The thing, of whatever kind, that an id, the last part of one, or a name means, with the brackets and quotes of SQL or
 * without, also that of the URIMAP or the path of an endpoint; where nothing has the name, a routine, table or step by the
 * last part of its own. Names of a routine, and those that it alone may have, are the routine. Of a product or a package
 * that is named without its version, all versions; where none or several, what may be meant, the likeliest first.
 */
export function nearestThing({entities, relations}: Estate, text: string): NearestThing {
  const wanted = text.trim().toLowerCase()
  const byId = entities.find(({id}) => id === text.trim() || (id.startsWith('pkg:') && decoded(id) === wanted))
  if (byId) return {thing: byId, suggestions: []}
  const loosely = calledOrEndingSo(entities, wanted)
  const named = loosely.length > 0 ? withoutNamesOfOthers(lookupOf(entities, relations), loosely) : loosely
  const [only] = named
  if (only && named.length === 1 && !isVersioned(only)) return {thing: only, suggestions: []}
  const versions = entities.filter((entity) => isVersioned(entity) && unversionedNames(entity).includes(wanted))
  const all = [...new Set([...named, ...versions])]
  if (all.length === 1 && all[0]) return {thing: all[0], suggestions: []}
  if (all.length > 0)
    return {
      ...(all.every(isVersioned) ? {versions: all} : {several: all}),
      suggestions: idsOf(all).slice(0, mostSuggestions),
    }
  const likely = idsOf([...entities.filter((entity) => mayBeNamed(entity, wanted)), ...serving(entities, text.trim())])
  return {suggestions: [...new Set([...likely, ...suggestionsFor(entities, wanted)])].slice(0, mostSuggestions)}
}

/**
 * What has a name, else what has it as the last part of its own. Where only names that are called are so, also the
 * routines that end so, and the packages in which it may be: they may be what is called.
 */
function calledOrEndingSo(entities: Estate['entities'], written: string): readonly Entity[] {
  for (const wanted of new Set([written, bareName(written)])) {
    const exact = entities.filter((entity) => isCalled(entity, wanted))
    const ending = entities.filter((entity) => endsWithName(entity, wanted))
    const found = exact.length > 0 ? exact : ending
    if (found.length === 0) continue
    if (!found.every(isCalledName)) return found
    const others = [...ending, ...entities.filter((entity) => isWithinPackage(entity, wanted))]
    return [...new Set([...others.filter(isRoutine), ...found])]
  }
  return []
}

/** A name by which something is called, of which it does not say what it is. */
function isCalledName(entity: Entity): boolean {
  return entity.kind === 'interface' && typeOf(entity) === 'procedure'
}

function isCalled(entity: Entity, wanted: string): boolean {
  const {id, name} = entity
  if (name.toLowerCase() === wanted || id.slice(id.lastIndexOf('/') + 1).toLowerCase() === wanted) return true
  if (isNamedWithSchema(entity, wanted)) return true
  if (!isEndpoint(entity)) return false
  return ['path', 'uriMap'].some((key) =>
    attributeValues(entity, key).some((value) => String(value).toLowerCase() === wanted),
  )
}

const namedInParts: readonly string[] = ['procedure', 'stored-procedure', 'function', 'table', 'step']

/** `Claims` of `dbo.Claims`, `POST` of `DUES.POST`. */
function endsWithName(entity: Entity, wanted: string): boolean {
  return namedInParts.includes(typeOf(entity)) && entity.name.toLowerCase().endsWith(`.${wanted}`)
}

/** Without the names by which others of them are known; and of one routine alone without those that it may have. */
function withoutNamesOfOthers(lookup: EstateLookup, found: readonly Entity[]): readonly Entity[] {
  const names = new Set(found.flatMap(({id}) => namesOfRoutine(lookup, id)))
  const [routine, ...others] = found.filter(isRoutine)
  if (routine && others.length === 0) for (const id of likeNamesOfRoutine(lookup, routine.id)) names.add(id)
  return found.filter(({id}) => !names.has(id))
}

function isVersioned({kind}: Entity): boolean {
  return kind === 'technology' || kind === 'package'
}

/** A package's id as people type it: `pkg:npm/@scope/name@1.0.0`. */
function decoded(id: string): string {
  return id.replaceAll('%40', '@').toLowerCase()
}

/** What a product or a package is called without its version, in lower case. */
function unversionedNames(entity: Entity): readonly string[] {
  const whole = decoded(entity.id).replace(/(?<=.)@[^@/]*$/, '')
  const own = entity.kind === 'package' ? [whole, whole.slice(whole.indexOf('/') + 1)] : []
  return [...own, ...attributeValues(entity, 'product').map((product) => String(product).toLowerCase())]
}

/** The endpoints that take a path as it is called, the best fit first. */
function serving(entities: Estate['entities'], called: string): readonly Entity[] {
  if (!called.startsWith('/')) return []
  return entities
    .filter(isEndpoint)
    .flatMap((endpoint) => {
      const read = attributeValues(endpoint, 'uriMap').length > 0 ? uriMapPath : servedPath
      return attributeValues(endpoint, 'path').flatMap((path) => {
        const served = read(String(path))
        const fit = served && fitOf(called, served)
        return fit ? [{endpoint, fit}] : []
      })
    })
    .toSorted((a, b) => compareFits(b.fit, a.fit))
    .map(({endpoint}) => endpoint)
}

/** Other versions of a package that is not there, then what holds the text, then what is spelt like it. */
function suggestionsFor(entities: Estate['entities'], wanted: string): readonly string[] {
  if (wanted.length < 3) return []
  const unversioned = wanted.replace(/(?<=[^/])@[^@/]*$/, '')
  const others =
    unversioned === wanted
      ? []
      : entities.filter((entity) => isVersioned(entity) && unversionedNames(entity).includes(unversioned))
  const holding = entities.filter(({id, name}) => `${id}\n${name}`.toLowerCase().includes(wanted))
  const found = idsOf([...others, ...holding])
  return (found.length > 0 ? found : speltLike(entities, wanted)).slice(0, mostSuggestions)
}

const longestCompared = 80

/** Ids of things of which some name differs in at most a third of the letters, the nearest first. */
function speltLike(entities: Estate['entities'], wanted: string): readonly string[] {
  if (wanted.length > longestCompared) return []
  const most = Math.max(2, Math.floor(wanted.length / 3))
  const near = entities.flatMap((entity) => {
    const {id, name} = entity
    const names = [id.slice(id.lastIndexOf('/') + 1), name, ...(isVersioned(entity) ? unversionedNames(entity) : [])]
    const steps = names
      .filter((one) => Math.abs(one.length - wanted.length) <= most)
      .map((one) => distance(one.toLowerCase(), wanted))
    return Math.min(Infinity, ...steps) <= most ? [{id, steps: Math.min(...steps)}] : []
  })
  return idsOf(near.toSorted((a, b) => a.steps - b.steps || compareText(a.id, b.id)))
}

function idsOf(things: readonly {readonly id: string}[]): readonly string[] {
  return [...new Set(things.map(({id}) => id))]
}

/** Everything that the estate says of one thing: values with their sources, why it is where it is, what it needs and what needs it. */
export function aboutThing(estate: Estate, thing: Entity): AboutThing {
  const evidence = new Map(estate.evidence.map((one) => [one.id, one]))
  const names = new Map(estate.entities.map(({id, name}) => [id, name]))
  const endpoints = new Set(estate.entities.filter(isEndpoint).map(({id}) => id))
  const named = onlyNamed(estate, thing.id)
  const placesOf = (ids: readonly string[]): readonly string[] =>
    [...new Set(ids.map((id) => evidence.get(id)?.locator ?? id))].toSorted(compareText)
  const seenBy = (ids: readonly string[]): {readonly seenBy?: readonly string[]} => {
    const scanners = new Set(ids.flatMap((id) => evidence.get(id)?.seenBy ?? []))
    return scanners.size > 0 ? {seenBy: [...scanners].toSorted(compareText)} : {}
  }
  const told = ({type, certainty, evidence: ids, attributes}: Relation, other: string): ThingRelation => ({
    type,
    id: other,
    name: names.get(other) ?? other,
    certainty,
    ...(typeof attributes.how === 'string' && {how: attributes.how}),
    ...operationsBeside(attributes),
    ...(!isOfProduction(attributes) && {environment: String(attributes.environment ?? attributes.role)}),
    places: placesOf(ids),
    ...seenBy(ids),
  })
  const neighbours = neighboursByRole(estate, thing, told)
  const types = new Map(estate.entities.map((entity) => [entity.id, typeOf(entity)]))
  return {
    id: thing.id,
    kind: thing.kind,
    name: thing.name,
    organisation: thing.organisation,
    attributes: toldAttributes(thing, neighbours)
      .toSorted(([a], [b]) => compareText(a, b))
      .flatMap(([attribute, items]) =>
        items.map((item): ThingAttribute => ({
          attribute,
          ...('value' in item ? {value: item.value} : {state: item.state}),
          confidence: item.confidence,
          places: placesOf(item.evidence),
          seenAt: lastSeen(item.evidence.flatMap((id) => evidence.get(id) ?? [])),
          ...seenBy(item.evidence),
        })),
      ),
    within: wholesOf(estate, thing.id).map((one) => ({...told(one, one.to), what: types.get(one.to) ?? 'thing'})),
    needs: estate.relations
      .filter(({from, type}) => from === thing.id && type !== 'PART_OF' && type !== 'NAMES')
      .map((relation) => told(relation, relation.to)),
    serves: servedEndpoints(
      estate.entities,
      estate.relations,
    )(thing.id).map(({method, path, component, evidence: ids}) => ({method, path, component, places: placesOf(ids)})),
    neededBy: estate.relations
      .filter(({type, from, to}) => to === thing.id && type !== 'NAMES' && !(type === 'PART_OF' && endpoints.has(from)))
      .map((relation) => told(relation, relation.from)),
    ...(neighbours.length > 0 && {neighbours}),
    ...calledLike(lookupOf(estate.entities, estate.relations), thing.id, told),
    names: named.filter(({from}) => from === thing.id).map((relation) => told(relation, relation.to)),
    namedBy: named.filter(({to}) => to === thing.id).map((relation) => told(relation, relation.from)),
    conflicts: estate.conflicts.filter(({subject}) => subject === thing.id).map(({message}) => message),
  }
}

const calling: readonly string[] = ['begun-by', 'called-by', 'taken-in-by', 'used-by']

/** One tree sees no caller that another has. */
function toldAttributes({attributes}: Entity, neighbours: readonly ThingNeighbours[]) {
  const isCalled = neighbours.some(({role}) => calling.includes(role))
  return Object.entries(attributes).filter(([attribute]) => attribute !== 'noCallerSeen' || !isCalled)
}

/** What is called, where the words for how do not say it. */
function operationsBeside(attributes: Relation['attributes']): {readonly operations?: readonly string[]} {
  const how = String(attributes.how ?? '')
  const operations = operationsOf({attributes}).filter((one) => !how.includes(one))
  return operations.length > 0 ? {operations} : {}
}

/** What is beside a thing that is, or touches, a program or what goes with one; nothing of anything else. */
function neighboursByRole(
  {entities, relations}: Estate,
  thing: Entity,
  told: (relation: Relation, other: string) => ThingRelation,
): readonly ThingNeighbours[] {
  const lookup = lookupOf(entities, relations)
  const found = neighboursOf(lookup, thing.id)
  const isOne = (id: string): boolean => isProgramPart(lookup.entities.get(id))
  if (!isOne(thing.id) && !found.some(({id}) => isOne(id))) return []
  return [...Map.groupBy(found, ({role}) => role)].map(([role, own]) => ({
    role,
    members: own.map(({id, relation, via}) => ({
      ...told(relation, id),
      what: typeOf(lookup.entities.get(id)),
      ...(via !== undefined && {via: lookup.entities.get(via)?.name ?? via}),
    })),
  }))
}

/** Who calls by a name that a routine may have, and nothing says that it is this one. */
function calledLike(
  lookup: EstateLookup,
  id: string,
  told: (relation: Relation, other: string) => ThingRelation,
): Pick<AboutThing, 'calledLikeIt'> {
  const calledLikeIt = likeNamesOfRoutine(lookup, id).flatMap((like) =>
    (lookup.relationsTo.get(like) ?? [])
      .filter(({type}) => type === 'CALLS')
      .map((relation) => ({
        ...told(relation, relation.from),
        what: typeOf(lookup.entities.get(relation.from)),
        via: lookup.entities.get(like)?.name ?? like,
      })),
  )
  return calledLikeIt.length > 0 ? {calledLikeIt} : {}
}

/** The names of a thing or in it, but of what is also seen to be called or used. */
function onlyNamed({relations}: Estate, id: string): readonly Relation[] {
  const own = relations.filter(({from, to}) => from === id || to === id)
  const used = new Set(own.filter(({type}) => type !== 'NAMES').map(({from, to}) => `${from} ${to}`))
  return own.filter(({type, from, to}) => type === 'NAMES' && !used.has(`${from} ${to}`))
}

function lastSeen(evidence: readonly Evidence[]): ThingAttribute['seenAt'] {
  const sorted = evidence.toSorted((a, b) => compareText(a.observedAt, b.observedAt))
  return Object.fromEntries(sorted.map(({locator, observedAt}) => [locator, observedAt]))
}

/** Each step up from a part to the whole that holds it. */
function wholesOf({relations}: Estate, id: string): readonly Relation[] {
  const up = relations.filter(({type}) => type === 'PART_OF')
  const found: Relation[] = []
  const seen = new Set([id])
  const queue = [id]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const from = at
    for (const relation of up.filter((one) => one.from === from)) {
      found.push(relation)
      if (!seen.has(relation.to)) queue.push(relation.to)
      seen.add(relation.to)
    }
  }
  return found
}
