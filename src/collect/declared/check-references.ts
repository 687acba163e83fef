import {z} from 'zod'
import type {Fault} from '../../errors.ts'
import type {DeclaredInventory} from '../../model/declared.ts'
import type {Located, Path} from '../../model/located-yaml.ts'
import {nearest} from '../../model/nearest.ts'

export interface DeclaredFileRead extends Located<DeclaredInventory> {
  readonly file: string
  readonly shownAs: string
  readonly organisation: string
  readonly sourceId: string
  readonly sha256: string
  /** The hash by which the evidence of a part is told from that of others at the same place. */
  readonly contentHash: (path: Path, locator: string) => string
}

const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)
const texts = z.array(text).optional().catch(undefined)

/** The ids of a file and what it refers to, as far as they can be made out whatever else is wrong with it. */
export const DeclaredReferences = z.object({
  systems: z
    .array(
      z
        .object({
          id: text,
          partOf: text,
          dependsOn: z
            .array(z.object({system: text}).catch({}))
            .optional()
            .catch([]),
        })
        .catch({}),
    )
    .default([])
    .catch([]),
  stores: z
    .array(z.object({id: text, writers: texts, readers: texts}).catch({}))
    .default([])
    .catch([]),
})
type DeclaredReferences = z.infer<typeof DeclaredReferences>

/** What is referred to in a file that is whole. */
export function referencesOf({systems, stores}: DeclaredInventory): DeclaredReferences {
  return {
    systems: systems.map(({id, partOf, dependsOn}) => ({
      id,
      partOf,
      dependsOn: dependsOn?.map(({system}) => ({system})),
    })),
    stores: stores.map(({id, writers, readers}) => ({id, writers: writers?.slice(), readers: readers?.slice()})),
  }
}

/** What references are checked by: a file that is whole, or what can be made out of one that is not. */
export interface ReferencesRead extends Located<DeclaredReferences> {
  readonly organisation: string
}

/** `organisation/id` of a reference made in a file of an organisation. */
export function fullId(reference: string, organisation: string): string {
  return reference.includes('/') ? reference : `${organisation}/${reference}`
}

/** Of two declared files none is known to be the better; sources of other kinds have their order in domesday.yaml. */
const oneDeclares =
  'If they are one system, say all in one of the two places: a spreadsheet may tell of it too, a second declared file may not. Else give one another id.'

/**
 * Ids that stand twice or point nowhere, systems that depend on themselves or are parts of themselves: over all files.
 * `isElsewhere` holds for systems that other sources tell of, or may tell of.
 */
export function referenceFaults(files: readonly ReferencesRead[], isElsewhere: (id: string) => boolean): Fault[] {
  const places: Places = new Map()
  const faults: Fault[] = []
  for (const file of files) {
    file.data.systems.forEach(({id}, index) => {
      if (!id) return
      const full = fullId(id, file.organisation)
      const where = (): string => file.where(['systems', index, 'id'])
      const before = places.get(full)
      if (before)
        faults.push({message: `system '${id}' stands already at ${before()}`, where: where(), hint: oneDeclares})
      else places.set(full, where)
    })
  }
  for (const file of files)
    faults.push(...pointsNowhere(file, places, isElsewhere), ...selfDependencies(file), ...repeatedStores(file))
  return [...faults, ...partCycles(files)]
}

/** Where each system stands, found only when a fault names it. */
type Places = Map<string, () => string>

function pointsNowhere(file: ReferencesRead, places: Places, isElsewhere: (id: string) => boolean): Fault[] {
  return references(file).flatMap(({reference, path, key}) => {
    if (!reference) return []
    const full = fullId(reference, file.organisation)
    if (places.has(full) || isElsewhere(full)) return []
    const own = [...places.keys()].map((id) =>
      id.startsWith(`${file.organisation}/`) ? id.slice(file.organisation.length + 1) : id,
    )
    const like = nearest(reference, own)
    const hint = like
      ? `Did you mean '${like}' (${places.get(fullId(like, file.organisation))?.() ?? ''})?`
      : 'Declare it, or take the reference out.'
    return [{message: `${key} names '${reference}', and no system has that id`, where: file.where(path), hint}]
  })
}

function references({data}: ReferencesRead) {
  const found: {reference: string | undefined; path: PropertyKey[]; key: string}[] = []
  data.systems.forEach((system, index) => {
    if (system.partOf) found.push({reference: system.partOf, path: ['systems', index, 'partOf'], key: 'partOf'})
    system.dependsOn?.forEach((edge, at) =>
      found.push({reference: edge.system, path: ['systems', index, 'dependsOn', at, 'system'], key: 'dependsOn'}),
    )
  })
  data.stores.forEach((store, index) => {
    for (const key of ['writers', 'readers'] as const)
      store[key]?.forEach((reference, at) => found.push({reference, path: ['stores', index, key, at], key}))
  })
  return found
}

function selfDependencies({data, organisation, where}: ReferencesRead): Fault[] {
  return data.systems.flatMap(({id, dependsOn = []}, index) =>
    dependsOn.flatMap(({system}, at) =>
      id && system && fullId(system, organisation) === fullId(id, organisation)
        ? [
            {
              message: `'${id}' depends on itself`,
              where: where(['systems', index, 'dependsOn', at, 'system']),
              hint: 'Take it out, or name the system that was meant.',
            },
          ]
        : [],
    ),
  )
}

function repeatedStores({data, where}: ReferencesRead): Fault[] {
  const seen = new Set<string>()
  return data.stores.flatMap(({id}, index) => {
    if (!id) return []
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{message: `store '${id}' stands twice`, where: where(['stores', index, 'id'])}]
  })
}

/** Each system has at most one whole, so a cycle is found by walking up from each, once. */
function partCycles(files: readonly ReferencesRead[]): Fault[] {
  const whole = new Map<string, {readonly of: string; readonly where: () => string}>()
  for (const file of files) {
    file.data.systems.forEach(({id, partOf}, index) => {
      if (id && partOf)
        whole.set(fullId(id, file.organisation), {
          of: fullId(partOf, file.organisation),
          where: () => file.where(['systems', index, 'partOf']),
        })
    })
  }
  const faults: Fault[] = []
  const settled = new Set<string>()
  for (const start of whole.keys()) {
    const trail: string[] = []
    let at: string | undefined = start
    while (at !== undefined && !settled.has(at) && !trail.includes(at)) {
      trail.push(at)
      at = whole.get(at)?.of
    }
    if (at !== undefined && trail.includes(at)) {
      const cycle = [...trail.slice(trail.indexOf(at)), at]
      faults.push({message: `partOf goes round: ${cycle.join(' -> ')}`, where: whole.get(at)?.where() ?? ''})
    }
    for (const id of trail) settled.add(id)
  }
  return faults
}
