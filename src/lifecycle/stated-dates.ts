import {attributeValue, type Entity} from '../model/entity.ts'
import {compareText} from '../model/json-lines.ts'
import type {Catalogue, Cycle} from '../model/lifecycle.ts'
import {CalendarDate} from '../model/values.ts'
import {findProduct} from './find-cycle.ts'

/** Whose the dates are, as assessments name it. */
const by = 'the provider’s own calendar'

/** Ends of support that a provider's own calendar states of a version, as a collector read them. */
interface StatedDates {
  readonly organisation: string
  readonly product: string
  readonly version: string
  readonly ends: Pick<Cycle, 'endOfLife' | 'endOfExtendedSupport'>
}

/** All that collectors read of providers' calendars, in order. */
export function statedDates(entities: readonly Entity[]): readonly StatedDates[] {
  return entities
    .flatMap((entity): readonly StatedDates[] => {
      const standard = entity.kind === 'technology' ? dateOf(entity, 'standardSupportEnds') : undefined
      if (standard === undefined) return []
      const [product, version] = [attributeValue(entity, 'product'), attributeValue(entity, 'version')]
      const extended = dateOf(entity, 'extendedSupportEnds')
      return [
        {
          organisation: entity.organisation,
          product: String(product),
          version: String(version),
          ends: {endOfLife: standard, ...(extended && {endOfExtendedSupport: extended})},
        },
      ]
    })
    .toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)))
}

/** By organisation, the catalogue with what providers state in place of its own dates. */
export function statedCatalogues(catalogue: Catalogue, stated: readonly StatedDates[]): ReadonlyMap<string, Catalogue> {
  return new Map(
    [...Map.groupBy(stated, ({organisation}) => organisation)].map(([organisation, own]) => [
      organisation,
      own.reduce(withDates, catalogue),
    ]),
  )
}

/** The cycle of that version and the finer ones within it get the dates; a product that the catalogue lacks stays unknown. */
function withDates(catalogue: Catalogue, {product: name, version, ends}: StatedDates): Catalogue {
  const found = findProduct(catalogue, name)
  if (!found) return catalogue
  const isWithin = (cycle: Cycle): boolean => cycle.name === version || cycle.name.startsWith(`${version}.`)
  const before = found.cycles.some(({name: cycle}) => cycle === version)
    ? found.cycles
    : [...found.cycles, {name: version}]
  const product = {...found, cycles: before.map((cycle) => (isWithin(cycle) ? {...cycle, ...ends, by} : cycle))}
  return {...catalogue, products: catalogue.products.map((one) => (one === found ? product : one))}
}

function dateOf(entity: Entity, key: string): CalendarDate | undefined {
  const date = CalendarDate.safeParse(attributeValue(entity, key))
  return date.success ? date.data : undefined
}
