import {listAt, textAt} from '../exports/fields.ts'
import type {Bill, BillComponent, BillFault} from './bill.ts'

/** Whether a JSON document is a bill of materials by SPDX 2. */
export function isSpdx(document: unknown): boolean {
  return textAt(document, 'spdxVersion') !== undefined
}

/** Whether a JSON document is one by SPDX 3, which is written in another way and not read. */
export function isSpdx3(document: unknown): boolean {
  return [textAt(document, '@context'), ...listAt(document, '@context')].some((one) =>
    String(one).includes('spdx.org/rdf/3'),
  )
}

/** Reads SPDX 2, as JSON or made into its shape from tags and values. What cannot be read is a fault, and the rest is kept. */
export function readSpdx(document: unknown): Bill {
  const faults: BillFault[] = []
  const relationships = listAt(document, 'relationships')
  const described = new Set([
    ...listAt(document, 'documentDescribes').map(String),
    ...relationships.flatMap((one) => describedBy(one) ?? []),
  ])
  const all = listAt(document, 'packages').flatMap((value, index) => {
    const line = typeof value === 'object' && value !== null && 'line' in value ? value.line : undefined
    const place = typeof line === 'number' ? `:${line}` : `#/packages/${index}`
    const component = componentOf(value, place)
    if (component) return [component]
    faults.push({place, message: 'a package without a name'})
    return []
  })
  // A document of several is the bill of none of them.
  const roots = all.filter(({ref}) => described.has(ref))
  const root = roots.length === 1 ? roots[0] : undefined
  const made = textAt(document, 'creationInfo', 'created')
  return {
    form: (textAt(document, 'spdxVersion') ?? 'SPDX').replace('-', ' '),
    root,
    ...(made !== undefined && {made}),
    components: all.filter((component) => component !== root),
    needs: needsOf(relationships),
    faults,
  }
}

function describedBy(relationship: unknown): string | undefined {
  const type = textAt(relationship, 'relationshipType')
  if (type === 'DESCRIBES') return textAt(relationship, 'relatedSpdxElement')
  return type === 'DESCRIBED_BY' ? textAt(relationship, 'spdxElementId') : undefined
}

const absent = /^(NOASSERTION|NONE)$/

function componentOf(value: unknown, place: string): BillComponent | undefined {
  const name = textAt(value, 'name')
  if (name === undefined) return undefined
  const version = textAt(value, 'versionInfo')
  const purl = listAt(value, 'externalRefs').flatMap((one) =>
    textAt(one, 'referenceType') === 'purl' ? (textAt(one, 'referenceLocator') ?? []) : [],
  )[0]
  const licence = [textAt(value, 'licenseConcluded'), textAt(value, 'licenseDeclared')].find(
    (one) => one !== undefined && !absent.test(one),
  )
  return {
    ref: textAt(value, 'SPDXID') ?? '',
    place,
    type: (textAt(value, 'primaryPackagePurpose') ?? 'library').toLowerCase().replaceAll('_', '-'),
    name,
    ...(version !== undefined && !absent.test(version) && {version}),
    ...(purl !== undefined && {purl}),
    licences: licence === undefined ? [] : [licence],
  }
}

/** Relationships that say what needs what, and which of their ends needs the other. */
const needTypes: Readonly<Record<string, 'forth' | 'back'>> = {
  DEPENDS_ON: 'forth',
  DEPENDENCY_OF: 'back',
  RUNTIME_DEPENDENCY_OF: 'back',
  DEV_DEPENDENCY_OF: 'back',
  OPTIONAL_DEPENDENCY_OF: 'back',
  CONTAINS: 'forth',
  CONTAINED_BY: 'back',
}

function needsOf(relationships: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>()
  for (const one of relationships) {
    const way = needTypes[textAt(one, 'relationshipType') ?? '']
    const [a, b] = [textAt(one, 'spdxElementId'), textAt(one, 'relatedSpdxElement')]
    if (way === undefined || a === undefined || b === undefined) continue
    const [from, to] = way === 'forth' ? [a, b] : [b, a]
    const list = needs.get(from)
    if (list) list.push(to)
    else needs.set(from, [to])
  }
  return needs
}
