import {attributeValue, type Entity} from '../model/entity.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import {nameOfSeveral, productNamed} from './find-cycle.ts'

/**
 * By id, what people call the technologies that a scan named by the catalogue's id: `PHP 8.1` for `php 8.1`. What several
 * vendors build gets no vendor's name. Left out are those that have another name already, and products that the catalogue
 * lacks.
 */
export function technologyNames(
  entities: readonly Entity[],
  catalogueOf: (organisation: string) => Catalogue,
): ReadonlyMap<string, string> {
  const known = new Map<string, string | undefined>()
  return new Map(
    entities.flatMap((entity) => {
      const {id, kind, name, organisation} = entity
      const product = kind === 'technology' ? attributeValue(entity, 'product') : undefined
      if (typeof product !== 'string') return []
      const version = String(attributeValue(entity, 'version') ?? '')
      if (name !== [product, version].filter(Boolean).join(' ')) return []
      const key = JSON.stringify([organisation, product])
      if (!known.has(key))
        known.set(key, nameOfSeveral(product) ?? productNamed(catalogueOf(organisation), product)?.name)
      const told = known.get(key)
      if (told === undefined) return []
      return [[id, version === '' || told.endsWith(` ${version}`) ? told : `${told} ${version}`] as const]
    }),
  )
}
