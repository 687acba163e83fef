import {listAt, textAt} from '../exports/fields.ts'
import {type Bill, type BillComponent, type BillFault, reachedFrom} from './bill.ts'

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
  const ties = relationships.flatMap((one) => tieOf(one) ?? [])
  const scopes = root ? scopesBelow(root.ref, ties) : undefined
  return {
    form: (textAt(document, 'spdxVersion') ?? 'SPDX').replace('-', ' '),
    root,
    ...(made !== undefined && {made}),
    components: all
      .filter((component) => component !== root)
      .map((component) => {
        const scope = scopes?.get(component.ref)
        return scope ? {...component, scope} : component
      }),
    needs: needsOf(ties),
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

interface NeedType {
  /** Which of its ends needs the other. */
  readonly way: 'forth' | 'back'
  /** Left out, it is needed where the software runs. */
  readonly scope?: 'development' | 'optional'
}

/** Relationships that say what needs what. */
const needTypes: Readonly<Record<string, NeedType>> = {
  DEPENDS_ON: {way: 'forth'},
  DEPENDENCY_OF: {way: 'back'},
  RUNTIME_DEPENDENCY_OF: {way: 'back'},
  BUILD_DEPENDENCY_OF: {way: 'back', scope: 'development'},
  BUILD_TOOL_OF: {way: 'back', scope: 'development'},
  DEV_DEPENDENCY_OF: {way: 'back', scope: 'development'},
  DEV_TOOL_OF: {way: 'back', scope: 'development'},
  TEST_DEPENDENCY_OF: {way: 'back', scope: 'development'},
  TEST_TOOL_OF: {way: 'back', scope: 'development'},
  OPTIONAL_DEPENDENCY_OF: {way: 'back', scope: 'optional'},
  CONTAINS: {way: 'forth'},
  CONTAINED_BY: {way: 'back'},
}

interface Tie {
  readonly from: string
  readonly to: string
  readonly scope?: NeedType['scope']
}

function tieOf(relationship: unknown): Tie | undefined {
  const type = textAt(relationship, 'relationshipType') ?? ''
  const need = Object.hasOwn(needTypes, type) ? needTypes[type] : undefined
  const [a, b] = [textAt(relationship, 'spdxElementId'), textAt(relationship, 'relatedSpdxElement')]
  if (need === undefined || a === undefined || b === undefined) return undefined
  const [from, to] = need.way === 'forth' ? [a, b] : [b, a]
  return {from, to, ...(need.scope && {scope: need.scope})}
}

function needsOf(ties: readonly Tie[]): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>()
  for (const {from, to} of ties) {
    const list = needs.get(from)
    if (list) list.push(to)
    else needs.set(from, [to])
  }
  return needs
}

/** Of what is reached from the root by ties of development alone, or by optional ones, that it is so. */
function scopesBelow(root: string, ties: readonly Tie[]): ReadonlyMap<string, 'development' | 'optional'> {
  const reached = (...scopes: readonly Tie['scope'][]): ReadonlySet<string> =>
    reachedFrom(root, needsOf(ties.filter(({scope}) => scopes.includes(scope))))
  const [runs, optional] = [reached(undefined), reached(undefined, 'optional')]
  const all = reached(undefined, 'optional', 'development')
  return new Map(
    [...all]
      .filter((ref) => !runs.has(ref))
      .map((ref) => [ref, optional.has(ref) ? ('optional' as const) : ('development' as const)]),
  )
}
