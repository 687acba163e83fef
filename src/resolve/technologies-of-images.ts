import type {Entity} from '../model/entity.ts'
import {relationId} from '../model/ids.ts'
import type {Relation} from '../model/inventory.ts'
import {union} from './merge-records.ts'

/**
 * What resources run by the images that they use: inferred, with the evidence of both. Where anything else says what a
 * resource runs, as the agent inside it does, the image says nothing: it may have been upgraded since.
 */
export function technologiesOfImages(
  entities: ReadonlyMap<string, Entity>,
  relations: Iterable<Relation>,
): readonly Relation[] {
  const uses = [...relations].filter(({type, from}) => type === 'USES' && entities.get(from)?.kind === 'resource')
  const ofResource = Map.groupBy(uses, ({from}) => from)
  const technologiesOf = (id: string): readonly Relation[] =>
    (ofResource.get(id) ?? []).filter(({to}) => entities.get(to)?.kind === 'technology')
  return uses
    .filter(({from, to}) => entities.get(to)?.kind === 'resource' && technologiesOf(from).length === 0)
    .flatMap((use) =>
      technologiesOf(use.to).map((within): Relation => ({
        record: 'relation',
        id: relationId(use.from, 'USES', within.to),
        from: use.from,
        to: within.to,
        type: 'USES',
        certainty: 'inferred',
        attributes: {how: 'by its image'},
        evidence: union(use.evidence, within.evidence),
        scopes: union(use.scopes, within.scopes),
      })),
    )
}
