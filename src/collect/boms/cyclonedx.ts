import {at, listAt, textAt} from '../exports/fields.ts'
import type {Bill, BillComponent, BillFault, BillVulnerability} from './bill.ts'

/** Whether a JSON document is a bill of materials by CycloneDX. */
export function isCycloneDx(document: unknown): boolean {
  return (
    textAt(document, 'bomFormat')?.toLowerCase() === 'cyclonedx' ||
    textAt(document, '$schema')?.includes('cyclonedx.org/schema/bom') === true
  )
}

/** Reads CycloneDX 1.2 to 1.7, as JSON or made into its shape from XML. What cannot be read is a fault, and the rest is kept. */
export function readCycloneDx(document: unknown): Bill {
  const faults: BillFault[] = []
  const [root] = componentsIn([at(document, 'metadata', 'component')].filter(Boolean), '#/metadata/component', faults)
  const made = textAt(document, 'metadata', 'timestamp')
  const inside = listAt(document, 'metadata', 'component', 'components')
  const needs = new Map<string, readonly string[]>()
  for (const one of listAt(document, 'dependencies')) {
    const ref = textAt(one, 'ref')
    if (ref !== undefined)
      needs.set(
        ref,
        listAt(one, 'dependsOn').filter((to) => typeof to === 'string'),
      )
  }
  const list = at(document, 'vulnerabilities')
  return {
    form: `CycloneDX ${textAt(document, 'specVersion') ?? 'of no stated version'}`,
    root,
    ...(made !== undefined && {made}),
    components: [
      ...componentsIn(inside, '#/metadata/component/components', faults),
      ...componentsIn(listAt(document, 'components'), '#/components', faults),
    ],
    needs,
    ...(Array.isArray(list) && {vulnerabilities: vulnerabilitiesIn(list, faults)}),
    faults,
  }
}

interface Waiting {
  readonly value: unknown
  readonly place: string
}

/** Components, and those inside them. The place of the root is its own, for it stands in no list. */
function componentsIn(values: readonly unknown[], place: string, faults: BillFault[]): BillComponent[] {
  const found: BillComponent[] = []
  const isRoot = place.endsWith('/component')
  const waiting: Waiting[] = values
    .map((value, index) => ({value, place: placeOf(value, isRoot ? place : `${place}/${index}`)}))
    .toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const {value, place} = next
    const component = componentOf(value, place)
    if (component) found.push(component)
    else faults.push({place, message: 'a component without a name'})
    if (isRoot) continue
    const inside = listAt(value, 'components').map((value, index) => ({
      value,
      place: placeOf(value, `${place}/components/${index}`),
    }))
    waiting.push(...inside.toReversed())
  }
  return found
}

/** What was made from XML knows its lines. */
function placeOf(value: unknown, pointer: string): string {
  const line = at(value, 'line')
  return typeof line === 'number' ? `:${line}` : pointer
}

function componentOf(value: unknown, place: string): BillComponent | undefined {
  const name = textAt(value, 'name')
  if (name === undefined) return undefined
  const group = textAt(value, 'group')
  const [version, purl] = [textAt(value, 'version'), textAt(value, 'purl')]
  const scope = scopeOf(value)
  return {
    ref: textAt(value, 'bom-ref') ?? purl ?? '',
    place,
    type: textAt(value, 'type') ?? 'library',
    name: group === undefined ? name : `${group}/${name}`,
    ...(version !== undefined && {version}),
    ...(purl !== undefined && {purl}),
    licences: listAt(value, 'licenses').flatMap(
      (licence) =>
        textAt(licence, 'expression') ?? textAt(licence, 'license', 'id') ?? textAt(licence, 'license', 'name') ?? [],
    ),
    ...(scope && {scope}),
  }
}

/** Its own word, or what the generators of npm's bills say beside it. */
function scopeOf(value: unknown): BillComponent['scope'] {
  const isDevelopment = listAt(value, 'properties').some(
    (property) => textAt(property, 'name') === 'cdx:npm:package:development' && textAt(property, 'value') === 'true',
  )
  if (isDevelopment) return 'development'
  const scope = textAt(value, 'scope')
  if (scope === 'excluded') return 'development'
  return scope === 'optional' ? 'optional' : undefined
}

function vulnerabilitiesIn(list: readonly unknown[], faults: BillFault[]): readonly BillVulnerability[] {
  return list.flatMap((value, index) => {
    const place = placeOf(value, `#/vulnerabilities/${index}`)
    const identifier = textAt(value, 'id') ?? textAt(value, 'bom-ref')
    if (identifier === undefined) {
      faults.push({place, message: 'a vulnerability without an id'})
      return []
    }
    const severities = listAt(value, 'ratings').flatMap((rating) => textAt(rating, 'severity') ?? [])
    const severity = worstOf(severities)
    const [state, justification] = [textAt(value, 'analysis', 'state'), textAt(value, 'analysis', 'justification')]
    return [
      {
        place,
        identifier,
        aliases: listAt(value, 'references').flatMap((reference) => textAt(reference, 'id') ?? []),
        ...(severity !== undefined && {severity}),
        affects: listAt(value, 'affects').flatMap((affected) => textAt(affected, 'ref') ?? []),
        ...(state !== undefined && {state}),
        ...(justification !== undefined && {justification}),
      },
    ]
  })
}

const worstFirst = ['critical', 'high', 'medium', 'low', 'info', 'none'] as const

function worstOf(severities: readonly string[]): string | undefined {
  return worstFirst.find((one) => severities.some((severity) => severity.toLowerCase() === one))
}
