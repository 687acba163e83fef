import {type CycleFinder, cycleFinder} from '../lifecycle/find-cycle.ts'
import type {CloudResources, UnclaimedProduct} from '../model/assessment.ts'
import {attributeValue, type Entity, statedProduct} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import {compareText} from '../model/json-lines.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import {imagesOfOthers, type ResourceStanding, resourceStandings} from '../model/resource-owners.ts'
import type {CalendarDate} from '../model/values.ts'
import {cycleName, isOver} from './end-of-support.ts'

interface Options {
  readonly asOf: CalendarDate
  readonly catalogue: Catalogue
  /** By organisation, the catalogue of those that have their own. */
  readonly ownCatalogues: ReadonlyMap<string, Catalogue>
}

/** A technology of a resource that is no system's. */
export interface UnclaimedUse {
  readonly technology: Entity
  readonly resource: Entity
  readonly catalogue: Catalogue
  readonly cycleOf: CycleFinder
}

export interface ResourcesSeen {
  readonly split: CloudResources | undefined
  readonly uses: readonly UnclaimedUse[]
}

/** Every resource of ours in the clouds: one system's, shared, or nobody's; and what runs in those that are nobody's. */
export function cloudResources(estate: Estate, options: Options): ResourcesSeen {
  const all = resourceStandings(estate)
  if (all.length === 0) return {split: undefined, uses: []}
  const count = (wanted: ResourceStanding['standing']) => all.filter(({standing}) => standing === wanted).length
  const unallocated = all.filter(({standing}) => standing === 'unallocated').map(({resource}) => resource)
  const uses = usesOf(estate, unallocated, imagesOfOthers(estate), options)
  return {
    split: {
      attributed: count('attributed'),
      shared: count('shared'),
      unallocated: unallocated.length,
      products: productsOf(uses, options.asOf),
      accounts: accountsOf(unallocated),
    },
    uses,
  }
}

/** What resources that are nobody's run, by themselves or by the image of others that they were made from. */
function usesOf(
  {entities, relations}: Estate,
  unallocated: readonly Entity[],
  images: ReadonlySet<string>,
  {catalogue, ownCatalogues}: Options,
): readonly UnclaimedUse[] {
  const technologies = new Map(entities.filter(({kind}) => kind === 'technology').map((one) => [one.id, one]))
  const resources = new Map(unallocated.map((one) => [one.id, one]))
  const used = relations.filter(({type}) => type === 'USES')
  const madeFrom = Map.groupBy(
    used.filter(({to}) => images.has(to)),
    ({to}) => to,
  )
  return used.flatMap(({from, to}) => {
    const technology = technologies.get(to)
    if (!technology) return []
    const users = images.has(from) ? (madeFrom.get(from) ?? []).map((made) => made.from) : [from]
    return users.flatMap((user) => {
      const resource = resources.get(user)
      if (!resource) return []
      const own = ownCatalogues.get(resource.organisation) ?? catalogue
      return [{technology, resource, catalogue: own, cycleOf: cycleFinder(own)}]
    })
  })
}

const rank = {over: 0, unknown: 1, runs: 2} as const

/** What is out of support first, then what is not known; of each what most resources run. */
function productsOf(uses: readonly UnclaimedUse[], asOf: CalendarDate): readonly UnclaimedProduct[] {
  const found = new Map<string, Omit<UnclaimedProduct, 'resources' | 'accounts'> & {readonly of: Map<string, string>}>()
  for (const {technology, resource, cycleOf} of uses) {
    const product = supportOf(technology, cycleOf, asOf)
    const key = JSON.stringify(product)
    const entry = found.get(key) ?? {...product, of: new Map<string, string>()}
    entry.of.set(resource.id, accountOf(resource))
    found.set(key, entry)
  }
  return [...found.values()]
    .map(({of, ...product}) => ({
      ...product,
      resources: of.size,
      accounts: [...new Set(of.values())].toSorted(compareText),
    }))
    .toSorted(
      (a, b) => rank[a.support] - rank[b.support] || b.resources - a.resources || compareText(a.product, b.product),
    )
}

/** Over where every cycle that it may be is over; with the first of their ends. */
function supportOf(
  technology: Entity,
  cycleOf: CycleFinder,
  asOf: CalendarDate,
): Pick<UnclaimedProduct, 'product' | 'support' | 'endOfSupport'> {
  const stated = statedProduct(technology)
  const matches = cycleOf(stated.product, stated.version)?.matches ?? []
  const [first] = matches
  const product = matches.length === 1 && first ? cycleName(first.product, first.cycle) : technology.name
  const ends = matches.map(({cycle}) => cycle.endOfLife)
  const isGone = (end: (typeof ends)[number]): boolean => end !== undefined && end !== 'none' && isOver(end, asOf)
  const [date] = ends.filter((end) => end !== undefined && end !== 'ended' && end !== 'none').toSorted()
  const dated = date !== undefined && {endOfSupport: date}
  if (ends.length === 0 || ends.includes(undefined)) return {product, support: 'unknown'}
  if (ends.every(isGone)) return {product, support: 'over', ...dated}
  return ends.some(isGone) ? {product, support: 'unknown'} : {product, support: 'runs', ...dated}
}

function accountOf(resource: Entity): string {
  return String(attributeValue(resource, 'account') ?? '')
}

/** Those with most first, each with what there is of each type. */
function accountsOf(unallocated: readonly Entity[]): CloudResources['accounts'] {
  return [...Map.groupBy(unallocated, accountOf)]
    .map(([account, of]) => ({
      account,
      resources: of.length,
      types: [...Map.groupBy(of, (one) => String(attributeValue(one, 'type') ?? ''))]
        .map(([type, alike]) => ({type, resources: alike.length}))
        .toSorted((a, b) => b.resources - a.resources || compareText(a.type, b.type)),
    }))
    .toSorted((a, b) => b.resources - a.resources || compareText(a.account, b.account))
}
