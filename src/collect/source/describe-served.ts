import type {Describing} from './describing.ts'
import {isForProduction, knownLiteral, type SettingFound} from './follow-settings.ts'
import type {Served} from './languages/fact.ts'
import {seenFrom} from './seen-from.ts'
import {belowRoot, filledPath} from './served-roots.ts'

/** An endpoint with what settings and what stands before all of its application put before its path. */
export function serves(describing: Describing, {method, by, line, ...served}: Served): void {
  const {records, organisation, owner, file, rootOf} = describing
  const paths = pathsOf(describing, served).map(({path, places}) => ({
    path: by ? belowRoot(rootOf(by, file.path), path) : path,
    places,
  }))
  if (paths.length === 0) describing.unresolved('endpoint')
  for (const {path, places} of paths) {
    const name = `${method} ${path}`
    const id = seenFrom('interface', organisation, owner.id, name)
    records.entity('interface', id, name, {type: 'endpoint', method, path}, {file, line})
    for (const place of [{file, line}, ...places])
      records.relation({from: id, type: 'PART_OF', to: owner.id, certainty: 'structural', place})
  }
}

interface PathFound {
  readonly path: string
  /** Where settings say parts of it. */
  readonly places: readonly SettingFound[]
}

const mostPaths = 10

/** The paths that an endpoint has in production, with what settings give for parts of them; none where one is not known. */
function pathsOf({follow}: Describing, {path, parts}: Pick<Served, 'path' | 'parts'>): readonly PathFound[] {
  if (!parts) {
    const isPlain = 'literal' in path && !path.literal.includes('${')
    const filled = isPlain ? path.literal : filledPath(path, follow)
    return filled === undefined ? [] : [{path: filled, places: []}]
  }
  let found: readonly PathFound[] = [{path: '', places: []}]
  for (const part of parts) {
    const said =
      'literal' in part
        ? [{literal: part.literal}]
        : follow(part).filter((one) => isForProduction(one) && knownLiteral(one) !== undefined)
    found = found
      .flatMap(({path: before, places}) =>
        said.map((one) => ({
          path: `${before}${one.literal ?? ''}`,
          places: 'file' in one ? [...places, one] : places,
        })),
      )
      .slice(0, mostPaths)
  }
  return found.map((one) => ({...one, path: whole(one.path)}))
}

function whole(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`
}
