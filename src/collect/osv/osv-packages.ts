import picomatch from 'picomatch'
import type {Entity} from '../../model/entity.ts'
import type {Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'

/** Types of package URLs whose versions mean the same everywhere. Those of distributions differ by their releases. */
const askedTypes = new Set([
  'npm',
  'maven',
  'pypi',
  'golang',
  'nuget',
  'composer',
  'gem',
  'cargo',
  'hex',
  'pub',
  'conan',
  'cran',
  'swift',
])

/** What would be asked of, and what not, each sorted. */
export interface OsvPackages {
  readonly asked: readonly string[]
  /** By globs that somebody gave. */
  readonly leftOut: readonly string[]
  readonly withoutVersion: readonly string[]
  /** Of types that are not asked of. */
  readonly otherTypes: readonly string[]
}

/** The packages that things of an organisation use, by whether they are asked of. */
export function packagesToAsk(
  {entities, relations}: {readonly entities: readonly Entity[]; readonly relations: readonly Relation[]},
  organisation: string,
  leaveOut: readonly string[],
): OsvPackages {
  const known = new Map(entities.map((entity) => [entity.id, entity]))
  const used = new Set(
    relations.flatMap(({type, from, to}) =>
      type === 'USES' && known.get(from)?.organisation === organisation && known.get(to)?.kind === 'package'
        ? [to]
        : [],
    ),
  )
  const isLeftOut = leaveOut.length > 0 ? picomatch([...leaveOut], {dot: true, bash: true, nocase: true}) : () => false
  const kindOf = (purl: string): keyof OsvPackages => {
    const [, type = ''] = /^pkg:([^/]+)\//.exec(purl) ?? []
    if (isLeftOut(purl) || isLeftOut(plain(purl))) return 'leftOut'
    if (!askedTypes.has(type)) return 'otherTypes'
    return /@[^/]+$/.test(purl) ? 'asked' : 'withoutVersion'
  }
  const groups = Map.groupBy([...used].toSorted(compareText), kindOf)
  const of = (kind: keyof OsvPackages): readonly string[] => groups.get(kind) ?? []
  return {
    asked: of('asked'),
    leftOut: of('leftOut'),
    withoutVersion: of('withoutVersion'),
    otherTypes: of('otherTypes'),
  }
}

/** As people write it: `pkg:npm/@scope/name@1.0.0`. */
function plain(purl: string): string {
  try {
    return decodeURIComponent(purl)
  } catch {
    return purl
  }
}
