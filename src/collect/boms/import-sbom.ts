import type {Coverage, CoverageNote, Inventory, InventoryRecord, Problem} from '../../model/inventory.ts'
import {compareRecords} from '../../model/json-lines.ts'
import {technologyId} from '../cloud/records-of-sighting.ts'
import {withoutSecrets} from '../cloud/redact-text.ts'
import type {FileToImport} from '../file-to-import.ts'
import {productsOfImage} from '../../lifecycle/aliases/container-image.ts'
import {type Bill, type BillComponent, directNeeds, reachedFrom} from './bill.ts'
import {DocumentRecords, type TargetSetting} from './document-records.ts'
import {readPurl} from './purl.ts'
import {readBill} from './read-bill.ts'
import {readDocument} from './read-document.ts'
import {instantOf} from './stated-instant.ts'

export const collector = {name: 'sbom', version: '1.0.0'} as const

const mostProblems = 100
const mostNamed = 5
const longestText = 500

/** A component of the bill that is an application of its own: what it reaches by what needs what is its. */
export interface BillPart {
  /** As the bill calls it. */
  readonly name: string
  readonly system?: string | undefined
  readonly component?: string | undefined
}

export interface SbomOptions extends FileToImport, Omit<TargetSetting, 'host'> {
  /** The id of its coverage. */
  readonly scope?: string
  readonly parts: readonly BillPart[]
}

/**
 * The packages, operating systems and runtimes of a bill of materials, used by what settings say that it is the bill of.
 * Errors: an InventoryError where the file is no bill, is damaged, too large, or lacks a part that settings name.
 */
export async function importSbom(options: SbomOptions): Promise<Inventory> {
  const {file, shownAs, organisation, producedBy, signal, scope = 's1'} = options
  const document = await readDocument(file, shownAs)
  signal?.throwIfAborted()
  const bill = readBill(document, shownAs)
  const observedAt = instantOf(bill.made) ?? options.observedAt
  const gathered = new DocumentRecords({...options, observedAt, scope, sha256: document.sha256})
  const count = addBill(gathered, bill, options)
  const records: InventoryRecord[] = [
    ...gathered.records(),
    ...problemsOf(bill, shownAs, count),
    coverageOf(bill, options, count),
  ]
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation,
      producedBy,
      collector,
      scope: {file: shownAs, form: bill.form},
      observedAt,
    },
    records: records.toSorted(compareRecords),
  }
}

interface Counted {
  packages: number
  technologies: number
  /** Components that are software and have no package URL. */
  readonly nameless: string[]
  /** Parts that settings name and the bill lacks. */
  readonly missing: string[]
}

interface Owner {
  readonly id: string
  readonly owns: (ref: string) => boolean
  readonly isDirect: (ref: string) => boolean
}

function addBill(gathered: DocumentRecords, bill: Bill, options: SbomOptions): Counted {
  const count: Counted = {packages: 0, technologies: 0, nameless: [], missing: []}
  const owners = ownersOf(gathered, bill, options, count)
  const partRefs = new Set(owners.parts.map(({ref}) => ref))
  const under = new Map<string, {readonly component: BillComponent; readonly owners: readonly Owner[]}>()
  let whole: Owner | undefined
  for (const component of bill.components) {
    // A part is an application, not a package of another.
    if (partRefs.has(component.ref)) continue
    const own = owners.parts.filter(({owner}) => owner.owns(component.ref)).map(({owner}) => owner)
    if (own.length === 0) own.push((whole ??= owners.whole()))
    addComponent(gathered, component, own, {bill, organisation: options.organisation, count})
    const system = systemUnder(component)
    if (system !== undefined && !under.has(system)) under.set(system, {component, owners: own})
  }
  // A bill that lists the operating system says it better.
  if (bill.components.every(({type}) => type !== 'operating-system'))
    for (const [system, first] of under) addUnder(gathered, system, first, {organisation: options.organisation, count})
  return count
}

/** How package URLs call distributions, by the products of the catalogue. */
const distributions: Readonly<Record<string, string>> = {
  alpine: 'alpine-linux',
  almalinux: 'almalinux',
  amzn: 'amazon-linux',
  centos: 'centos',
  debian: 'debian',
  ol: 'oracle-linux',
  rhel: 'rhel',
  rocky: 'rocky-linux',
  ubuntu: 'ubuntu',
}

/** `debian 12`, where a package of an operating system says in its package URL what it was made for. */
function systemUnder({purl}: BillComponent): string | undefined {
  const [, name = '', version = ''] = /[?&]distro=([a-z]+)-([\d.]{1,20})(?:&|#|$)/.exec(purl ?? '') ?? []
  const product = Object.hasOwn(distributions, name) ? distributions[name] : undefined
  return product === undefined ? undefined : `${product} ${version}`
}

function addUnder(
  gathered: DocumentRecords,
  system: string,
  {component: {place}, owners}: {readonly component: BillComponent; readonly owners: readonly Owner[]},
  {organisation, count}: Pick<BillContext, 'organisation' | 'count'>,
): void {
  const [product = '', version] = system.split(' ')
  const id = gathered.entity('technology', technologyId(organisation, product, version), system, place, {
    product,
    version,
  })
  const how = 'the distribution that its packages are made for'
  for (const owner of owners) gathered.relation(owner.id, 'USES', id, place, {certainty: 'inferred', attributes: {how}})
  count.technologies += 1
}

function ownersOf(gathered: DocumentRecords, bill: Bill, options: SbomOptions, count: Counted) {
  const {root, needs} = bill
  const parts = options.parts.flatMap((part) => {
    const found = [...(root ? [root] : []), ...bill.components].find(({name}) => name === part.name)
    if (!found) {
      count.missing.push(part.name)
      return []
    }
    const reached = reachedFrom(found.ref, needs)
    const direct = new Set(needs.get(found.ref) ?? [])
    const id = gathered.target(part, textOf(found.name), found.place)
    return [
      {
        ref: found.ref,
        owner: {id, owns: (ref: string) => reached.has(ref), isDirect: (ref: string) => direct.has(ref)},
      },
    ]
  })
  const whole = (): Owner => {
    const direct = directNeeds(bill)
    const id = gathered.target(options, textOf(root?.name ?? options.sourceId), root?.place ?? '')
    return {id, owns: () => true, isDirect: (ref) => direct.has(ref)}
  }
  return {parts, whole}
}

interface BillContext {
  readonly bill: Bill
  readonly organisation: string
  readonly count: Counted
}

function addComponent(
  gathered: DocumentRecords,
  component: BillComponent,
  owners: readonly Owner[],
  {bill, organisation, count}: BillContext,
): void {
  const {place, name, version, scope} = component
  const technologies = technologiesOf(component)
  for (const {product, version} of technologies) {
    const id = technologyId(organisation, product, version)
    gathered.entity('technology', id, version === undefined ? product : `${product} ${version}`, place, {
      product,
      version,
    })
    for (const owner of owners)
      gathered.relation(owner.id, 'USES', id, place, {certainty: 'structural', attributes: {how: bill.form}})
  }
  count.technologies += technologies.length
  const purl = component.purl === undefined ? undefined : readPurl(component.purl)
  if (!purl) {
    if (technologies.length === 0 && component.type !== 'file')
      count.nameless.push(version ? `${name} ${version}` : name)
    return
  }
  if (component.type === 'operating-system') return
  count.packages += 1
  const licence = component.licences.map(textOf).join(' AND ')
  gathered.entity('package', purl.id, textOf(purl.name), place, {
    ...(licence && {licence}),
    ...(purl.qualifiers !== undefined && {qualifiers: purl.qualifiers}),
  })
  for (const owner of owners)
    gathered.relation(owner.id, 'USES', purl.id, place, {
      certainty: 'structural',
      attributes: {
        how: bill.form,
        ...(purl.version !== undefined && {version: purl.version}),
        ...(bill.needs.size > 0 && {direct: owner.isDirect(component.ref)}),
        ...(scope && {scope}),
      },
    })
}

/** Operating systems by their type; images by their names and tags; runtimes and servers that are in no ecosystem of packages, by their names. */
function technologiesOf({type, name, version, purl}: BillComponent): readonly {product: string; version?: string}[] {
  const plain = textOf(name).toLowerCase()
  const known = productsOfImage(plain.split('/').at(-1) ?? plain, version).slice(0, 1)
  const exact = version === undefined ? {} : {version: textOf(version)}
  if (type === 'container') return technologiesOfImage(plain, version, purl)
  if (type === 'operating-system' || type === 'platform') return [{product: known[0]?.product ?? plain, ...exact}]
  const isOutside = purl === undefined || /^pkg:(generic|github|docker|oci|bitnami)\//i.test(purl)
  return isOutside && type !== 'file' ? known.map(({product}) => ({product, ...exact})) : []
}

/** The version of an image is its tag, in which more than one version may stand, or a digest, which tells none. */
function technologiesOfImage(
  name: string,
  version: string | undefined,
  purl = '',
): readonly {product: string; version?: string}[] {
  const [, path = '', ofName] = /^(.*?)(?::(\w[\w.-]*))?$/.exec(name.replace(/@.*$/s, '')) ?? []
  const stated = version === undefined || /^sha\d{3}:/.test(version) ? undefined : version
  const ofPurl = /[?&]tag=([\w.-]{1,128})(?:&|#|$)/.exec(purl)?.[1]
  return productsOfImage(path, stated ?? ofName ?? ofPurl).map(({product, version: own}) => ({
    product,
    ...(own && {version: own}),
  }))
}

/** A text of the bill, short and without what looks like a secret. */
function textOf(text: string): string {
  return withoutSecrets(text.slice(0, longestText))
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
}

function problemsOf(bill: Bill, shownAs: string, {missing}: Counted): readonly Problem[] {
  return [
    ...bill.faults.slice(0, mostProblems).map(({place, message}): Problem => ({
      record: 'problem',
      code: 'bad-component',
      message: `${message}: it is left out`,
      where: `${shownAs}${place}`,
    })),
    ...missing.map((name): Problem => ({
      record: 'problem',
      code: 'missing-part',
      message: `the bill has no component by the name of '${textOf(name)}'`,
      where: shownAs,
      hint: 'Mend the name under parts: in domesday.yaml.',
    })),
  ]
}

function coverageOf(bill: Bill, options: SbomOptions, count: Counted): Coverage {
  const {shownAs} = options
  const total = bill.components.length
  const reasons = [
    ...(bill.faults.length > 0 ? [`${bill.faults.length} components cannot be read`] : []),
    ...(count.missing.length > 0 ? [`parts that settings name are not in it`] : []),
    ...(total === 0 ? ['it holds no component, which is not to say that there is none'] : []),
    ...(total > 0 && count.packages + count.technologies === 0
      ? ['no component has a package URL, so nothing in it can be told']
      : []),
  ]
  return {
    record: 'coverage',
    id: options.scope ?? 's1',
    scope: {file: shownAs, form: bill.form},
    status: reasons.length > 0 ? 'partial' : 'complete',
    ...(reasons.length > 0 && {reason: reasons.join('; ')}),
    counts: {components: total, packages: count.packages, technologies: count.technologies},
    notes: [...namelessNote(count, shownAs), ...ownerlessNote(options)],
  }
}

function namelessNote({nameless}: Counted, shownAs: string): readonly CoverageNote[] {
  const {length} = nameless
  if (length === 0) return []
  const named = nameless.slice(0, mostNamed).map((name) => `'${textOf(name)}'`)
  return [
    {
      code: 'no-package-url',
      what: shownAs,
      count: length,
      message: `${length} ${length === 1 ? 'component has' : 'components have'} no package URL and ${length === 1 ? 'is' : 'are'} not among the packages: ${named.join(', ')}${length > mostNamed ? ' and others' : ''}`,
    },
  ]
}

function ownerlessNote({system, component, parts, shownAs, sourceId}: SbomOptions): readonly CoverageNote[] {
  if (system !== undefined || component !== undefined || parts.length > 0) return []
  return [
    {
      code: 'no-owner',
      what: shownAs,
      count: 1,
      message: `Nothing says whose bill ${sourceId} is: name a system or a component, or claim it by a rule under systems`,
    },
  ]
}
