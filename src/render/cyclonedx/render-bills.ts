import type * as CycloneDx from '@cyclonedx/cyclonedx-library'
import type {ProducedBy} from '../../model/document.ts'
import {attributeValues, type Entity, statedProduct} from '../../model/entity.ts'
import {sha256} from '../../model/ids.ts'
import type {CalendarDate} from '../../model/values.ts'
import {type CsvColumn, csvInParts} from '../csv/csv-in-parts.ts'
import {type BillItem, billsOf, type ReportBill} from '../facts/bills.ts'
import {displayName, displayText} from '../facts/display-text.ts'
import {indexReport} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'

type Library = typeof CycloneDx
type Bom = CycloneDx.Models.Bom
type Component = CycloneDx.Models.Component
type License = CycloneDx.Models.License

/** No file of a report is over 2 MB. */
const mostBytes = 1_900_000
const longestLicence = 300

const columns: readonly CsvColumn<(bill: WrittenBill) => string>[] = [
  {name: 'file', type: 'string', of: ({paths}) => paths.join('; ')},
  {name: 'of', type: 'string', of: ({bill}) => bill.of},
  {name: 'id', type: 'string', of: ({bill}) => bill.root.id},
  {name: 'name', type: 'string', of: ({bill}) => bill.root.name},
  {name: 'organisation', type: 'string', of: ({bill}) => bill.root.organisation},
  {name: 'packages', type: 'integer', of: ({bill}) => String(countOf(bill, 'package'))},
  {name: 'technologies', type: 'integer', of: ({bill}) => String(countOf(bill, 'technology'))},
]

interface WrittenBill {
  readonly bill: ReportBill
  readonly paths: readonly string[]
}

function countOf({items}: ReportBill, kind: Entity['kind']): number {
  return items.filter(({thing}) => thing.kind === kind).length
}

/**
 * The bills of materials of a report as CycloneDX 1.6, one for each system and application that a package is known of, and a
 * list of them; nothing where there is none. One that would be too large is written in parts.
 */
export async function* renderBills(input: ReportInput): AsyncGenerator<RenderedFile> {
  const bills = billsOf(indexReport(input))
  if (bills.length === 0) return
  const library = await import('@cyclonedx/cyclonedx-library')
  const written: WrittenBill[] = []
  for (const bill of bills) {
    const paths: string[] = []
    for (const file of billFiles(library, bill, {asOf: input.assessments.asOf, producedBy: input.producedBy})) {
      paths.push(file.path)
      yield file
    }
    written.push({bill, paths})
  }
  yield* csvInParts(
    'boms',
    columns,
    written.map((one) => columns.map(({of}) => of(one))),
    'The bills of materials (CycloneDX 1.6): one for each system and application that a package is known of. packages and technologies: how many it lists.',
  )
}

interface Made {
  readonly asOf: CalendarDate
  readonly producedBy: ProducedBy
}

/** One file, or as many as the limit asks for, each a bill of some of the items. */
function* billFiles(library: Library, bill: ReportBill, made: Made, most = mostBytes): Generator<RenderedFile> {
  for (let count = 1; ; count += 1) {
    const size = Math.ceil(bill.items.length / count)
    const parts = Array.from({length: count}, (_, at) => bill.items.slice(at * size, (at + 1) * size))
    const texts = textsUpTo(most, parts, (items, at) => billText(library, {...bill, items}, made, [at + 1, count]))
    if (texts === undefined && size > 1) continue
    for (const [at, content] of (texts ?? []).entries())
      yield {path: at === 0 ? bill.path : bill.path.replace(/\.cdx\.json$/, `-${at + 1}.cdx.json`), content}
    return
  }
}

/** The text of each part; undefined as soon as one is too large. */
function textsUpTo(
  most: number,
  parts: readonly (readonly BillItem[])[],
  textOf: (items: readonly BillItem[], at: number) => string,
): readonly string[] | undefined {
  const texts: string[] = []
  for (const [at, items] of parts.entries()) {
    const text = textOf(items, at)
    if (Buffer.byteLength(text) > most) return undefined
    texts.push(text)
  }
  return texts
}

function billText(library: Library, bill: ReportBill, made: Made, part: readonly [at: number, of: number]): string {
  const {Serialize, Spec} = library
  const bom = bomOf(library, bill, made, part)
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
  // Lists stand in an order of our own: the library sorts as the machine's language does.
  const options = {sortLists: false, space: 1}
  bom.serialNumber = serialNumberOf(serializer.serialize(bom, options))
  return `${serializer.serialize(bom, options)}\n`
}

/** A name of the content: the same bill has the same, and any other another. */
function serialNumberOf(content: string): string {
  const digits = sha256(content)
  const variant = '89ab'[Number.parseInt(digits.slice(16, 17), 16) % 4] ?? '8'
  return `urn:uuid:${[digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `${variant}${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-')}`
}

function bomOf(
  library: Library,
  {root, applications, items}: ReportBill,
  {asOf, producedBy}: Made,
  [at, of]: readonly [at: number, of: number],
): Bom {
  const {Enums, Models} = library
  const application = (entity: Entity) =>
    new Models.Component(Enums.ComponentType.Application, displayName(entity.name, entity.id), {
      bomRef: entity.id,
      properties: new Models.PropertyRepository([new Models.Property('domesday:id', entity.id)]),
    })
  const whole = application(root)
  const owners = new Map(applications.map((entity) => [entity.id, application(entity)]))
  for (const {bomRef} of owners.values()) whole.dependencies.add(bomRef)
  const components = items.map((item) => {
    const component = componentOf(library, item)
    for (const id of item.askedForBy) (owners.get(id) ?? whole).dependencies.add(component.bomRef)
    return component
  })
  const tool = new Models.Component(Enums.ComponentType.Application, producedBy.name, {version: producedBy.version})
  return new Models.Bom({
    metadata: new Models.Metadata({
      timestamp: new Date(`${asOf}T00:00:00Z`),
      tools: new Models.Tools({components: new Models.ComponentRepository([tool])}),
      component: whole,
      ...(of > 1 && {
        properties: new Models.PropertyRepository([new Models.Property('domesday:part', `${at} of ${of}`)]),
      }),
    }),
    components: new Models.ComponentRepository([...owners.values(), ...components]),
  })
}

function componentOf(library: Library, {thing, scope}: BillItem): Component {
  const {Enums, Models} = library
  const scopes = {
    required: Enums.ComponentScope.Required,
    optional: Enums.ComponentScope.Optional,
    excluded: Enums.ComponentScope.Excluded,
  }
  if (thing.kind === 'technology') {
    const {product, version} = statedProduct(thing)
    return new Models.Component(Enums.ComponentType.Platform, displayName(product, thing.id), {
      bomRef: thing.id,
      scope: scopes[scope],
      ...(version !== undefined && {version: displayName(version, version)}),
    })
  }
  const {group, name, version} = partsOf(thing.id)
  return new Models.Component(Enums.ComponentType.Library, name, {
    bomRef: thing.id,
    purl: thing.id,
    scope: scopes[scope],
    licenses: new Models.LicenseRepository(licencesOf(library, thing)),
    ...(group !== undefined && {group}),
    ...(version !== undefined && {version}),
  })
}

/** Group, name and version of a package URL in its one spelling. */
function partsOf(purl: string): {readonly group?: string; readonly name: string; readonly version?: string} {
  const [path = '', version] = purl.slice(purl.indexOf('/') + 1).split('@')
  const words = path.split('/').map(plain)
  const group = words.slice(0, -1).join('/')
  return {
    ...(group && {group}),
    name: words.at(-1) ?? purl,
    ...(version !== undefined && {version: plain(version)}),
  }
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** One licence, by its id of SPDX, as an expression of such, or else by the name that a source has for it. */
function licencesOf({Models, SPDX}: Library, thing: Entity): readonly License[] {
  const stated = displayText(String(attributeValues(thing, 'licence')[0] ?? ''), longestLicence)
  if (stated === '') return []
  const id = SPDX.fixupSpdxId(stated)
  // It looks ids up in an object, which has words of its own.
  if (SPDX.isSupportedSpdxId(id)) return [new Models.SpdxLicense(id)]
  const isExpression = stated
    .split(/\s+(?:AND|OR|WITH)\s+|[()\s]+/)
    .filter(Boolean)
    .every((word) => SPDX.isSupportedSpdxId(word))
  return [isExpression ? new Models.LicenseExpression(stated) : new Models.NamedLicense(stated)]
}
