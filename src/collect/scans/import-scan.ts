import {InventoryError} from '../../errors.ts'
import {entityId, recordId, systemId} from '../../model/ids.ts'
import type {Coverage, Inventory, InventoryRecord, Problem, Vulnerability} from '../../model/inventory.ts'
import {compareRecords} from '../../model/json-lines.ts'
import type {CalendarDate} from '../../model/values.ts'
import {DocumentRecords, type TargetSetting} from '../boms/document-records.ts'
import type {PurlRead} from '../boms/purl.ts'
import {badDocument, type DocumentRead, readDocument} from '../boms/read-document.ts'
import {instantOf} from '../boms/stated-instant.ts'
import {technologyId} from '../cloud/records-of-sighting.ts'
import {withoutSecrets} from '../cloud/redact-text.ts'
import type {FileToImport} from '../file-to-import.ts'
import {scanKinds} from './all-scans.ts'
import type {Finding, PackageScanned, Scan} from './scan.ts'

export const collector = {name: 'vulnerabilities', version: '1.0.0'} as const

const mostProblems = 100
const longestText = 300
const longestId = 100
const mostAliases = 50

export interface ScanOptions extends FileToImport, TargetSetting {
  /** When it was made, where it does not say so itself. */
  readonly scanned?: CalendarDate | undefined
  /** The id of its coverage. */
  readonly scope?: string
}

/**
 * What a scanner's report, or a file of statements (VEX), says of vulnerabilities in packages. Errors: an InventoryError
 * where the file is none that is known, is damaged, or nobody says when it was made.
 */
export async function importScan(options: ScanOptions): Promise<Inventory> {
  const {file, shownAs, organisation, producedBy, signal, scope = 's1'} = options
  const document = await readDocument(file, shownAs)
  signal?.throwIfAborted()
  const scan = readScan(document, shownAs)
  const stated = instantOf(scan.made) ?? (options.scanned === undefined ? undefined : `${options.scanned}T00:00:00Z`)
  if (stated === undefined) throw undated(shownAs, scan.scanner)
  const gathered = new DocumentRecords({...options, observedAt: stated, scope, sha256: document.sha256})
  const target = targetOf(gathered, options)
  const adding: Adding = {organisation, gathered, scan, target, scope, assessed: stated.slice(0, 10)}
  const unjoined = addScan(adding)
  const records: InventoryRecord[] = [
    ...gathered.records(),
    ...problemsOf(scan, shownAs, unjoined),
    coverageOf(options, adding, unjoined),
  ]
  return {
    header: {
      schema: 'domesday/inventory@1',
      organisation,
      producedBy,
      collector,
      scope: {file: shownAs, scanner: scan.scanner},
      observedAt: stated,
    },
    records: records.toSorted(compareRecords),
  }
}

function readScan(document: DocumentRead, shownAs: string): Scan {
  for (const kind of scanKinds) {
    const scan = kind.read(document, shownAs)
    if (scan) return scan
  }
  const known = scanKinds.map(({name}) => name).join(', ')
  throw badDocument(shownAs, 'it is no report of vulnerabilities that is known here', undefined, `Read are: ${known}.`)
}

function undated(shownAs: string, scanner: string): InventoryError {
  return new InventoryError('undated-scan', `${shownAs} does not say when it was made. Nothing was written.`, {
    faults: [
      {
        message: `a report of ${scanner} bears no date, and what is known is known of a day`,
        where: shownAs,
        hint: 'State it: --scanned 2026-11-01, or scanned: in domesday.yaml.',
      },
    ],
  })
}

/** What was scanned; undefined where settings do not say it. */
function targetOf(gathered: DocumentRecords, {organisation, system, component, host}: ScanOptions): string | undefined {
  if (component !== undefined) return component
  if (system !== undefined) return systemId(organisation, system)
  if (host === undefined) return undefined
  const hostName = host.toLowerCase()
  return gathered.entity('host', entityId('host', organisation, hostName), hostName, '', {hostName})
}

interface Adding {
  readonly organisation: string
  readonly gathered: DocumentRecords
  readonly scan: Scan
  readonly target: string | undefined
  readonly scope: string
  readonly assessed: CalendarDate
}

/** Gives the findings that are of no package, where nobody says what was scanned. */
function addScan(adding: Adding): readonly Finding[] {
  const {gathered, scan, target} = adding
  // Where a finding cannot be read nobody knows what it is of.
  const isAssessment = scan.isAssessment && scan.faults.length === 0
  for (const {package: purl, place, scope} of scan.packages) {
    if (target !== undefined) addUse(adding, target, {purl, place, scope})
    else if (isAssessment) gathered.add(recordOf(adding, purl.id, place, {known: 0}))
  }
  if (target !== undefined && isAssessment) gathered.add(recordOf(adding, target, '', {known: 0}))
  if (target !== undefined) addSystem(adding, target)
  const scopes = new Map(scan.packages.map(({package: {id}, scope}) => [id, scope]))
  return scan.findings.filter((finding) => {
    const subject = finding.package?.id ?? target
    if (subject === undefined) return true
    if (finding.package && target !== undefined)
      addUse(adding, target, {purl: finding.package, place: finding.place, scope: scopes.get(finding.package.id)})
    gathered.add(recordOf(adding, subject, finding.place, findingFields(finding)))
    return false
  })
}

/** What scanned packages stand on has an end of support of its own. */
function addSystem({gathered, scan, organisation}: Adding, target: string): void {
  if (!scan.system) return
  const {product, version, place} = scan.system
  const name = version === undefined ? product : `${product} ${version}`
  const id = gathered.entity('technology', technologyId(organisation, product, version), name, place, {
    product,
    version,
  })
  gathered.relation(target, 'USES', id, place, {
    certainty: 'observed',
    attributes: {how: `scan by ${textOf(scan.scanner)}`},
  })
}

interface Use {
  readonly purl: PurlRead
  readonly place: string
  readonly scope: PackageScanned['scope']
}

function addUse({gathered, scan}: Adding, target: string, {purl, place, scope}: Use): void {
  const {qualifiers, version} = purl
  gathered.entity('package', purl.id, textOf(purl.name), place, {...(qualifiers !== undefined && {qualifiers})})
  gathered.relation(target, 'USES', purl.id, place, {
    certainty: 'observed',
    attributes: {
      how: `scan by ${scan.scanner}`,
      ...(version !== undefined && {version}),
      ...(scope !== undefined && {scope}),
    },
  })
}

type Fields = Pick<Vulnerability, 'known'> & Partial<Vulnerability>

/** The same vulnerability of the same subject keeps its id from scan to scan. */
function recordOf({gathered, scan, target, scope, assessed}: Adding, subject: string, place: string, fields: Fields) {
  const within = target !== undefined && subject !== target ? target : undefined
  const scanner = textOf(scan.scanner)
  return {
    record: 'vulnerability',
    id: recordId('v', subject, fields.identifier ?? 'scan', within ?? '', scanner),
    subject,
    assessed,
    scanner,
    ...(within !== undefined && {within}),
    ...fields,
    evidence: [gathered.evidence(place)],
    scopes: [scope],
  } as const satisfies Vulnerability
}

function findingFields({identifier, aliases, severity, fixedIn, status, justification}: Finding): Fields {
  const rating = ratingOf(severity)
  const others = [...new Set(aliases.map((alias) => alias.slice(0, longestId)))].filter((alias) => alias !== identifier)
  return {
    known: status === undefined ? 1 : 0,
    identifier: textOf(identifier).slice(0, longestId),
    ...(others.length > 0 && {aliases: others.slice(0, mostAliases).toSorted()}),
    ...(rating !== undefined && {highestSeverity: rating}),
    ...(fixedIn.length > 0 && {fixedIn: fixedIn.slice(0, mostAliases).map(textOf)}),
    ...(status !== undefined && {status}),
    ...(justification !== undefined && {justification: textOf(justification)}),
  }
}

const ratings: Readonly<Record<string, Vulnerability['highestSeverity']>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  negligible: 'low',
  info: 'none',
  informational: 'none',
  none: 'none',
}

/** A severity in the words of the model; undefined for one that says nothing, as `unknown`. */
export function ratingOf(severity: string | undefined): Vulnerability['highestSeverity'] {
  const plain = severity?.toLowerCase() ?? ''
  return Object.hasOwn(ratings, plain) ? ratings[plain] : undefined
}

function textOf(text: string): string {
  return withoutSecrets(text.slice(0, longestText))
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
}

function problemsOf({faults}: Scan, shownAs: string, unjoined: readonly Finding[]): readonly Problem[] {
  return [
    ...faults.slice(0, mostProblems).map(({place, message}): Problem => ({
      record: 'problem',
      code: 'bad-finding',
      message: `${textOf(message)}: it is left out`,
      where: `${shownAs}${place}`,
    })),
    ...(unjoined.length > 0
      ? [
          {
            record: 'problem' as const,
            code: 'no-target',
            message: `${unjoined.length} ${unjoined.length === 1 ? 'vulnerability names' : 'vulnerabilities name'} no package, and nothing says what was scanned: left out`,
            where: shownAs,
            hint: 'Name a system, a component or a host: --system, --component or --host, or the same in domesday.yaml.',
          },
        ]
      : []),
  ]
}

function coverageOf(
  {shownAs}: ScanOptions,
  {scan, target, scope, assessed}: Adding,
  unjoined: readonly Finding[],
): Coverage {
  const counted = scan.findings.filter(({status}) => status === undefined).length
  const reasons = [
    ...(scan.faults.length > 0 ? [`${scan.faults.length} entries cannot be read`] : []),
    ...(unjoined.length > 0 ? ['it names no packages, and nothing says what was scanned'] : []),
  ]
  const note = (code: string, what: string, count: number, message: string) => ({code, what, count, message})
  return {
    record: 'coverage',
    id: scope,
    scope: {
      file: shownAs,
      scanner: textOf(scan.scanner),
      assessed,
      ...(target !== undefined && {target}),
      ...(scan.looked !== undefined && {looked: textOf(scan.looked)}),
    },
    status: reasons.length > 0 ? 'partial' : 'complete',
    ...(reasons.length > 0 && {reason: reasons.join('; ')}),
    counts: {packages: scan.packages.length, known: counted, notCounted: scan.findings.length - counted},
    notes: [
      ...(scan.isAssessment
        ? []
        : [
            note(
              'no-assessment',
              shownAs,
              1,
              'It does not say what was looked at, so what it does not name is not assessed',
            ),
          ]),
      ...(target === undefined
        ? [
            note(
              'no-target',
              shownAs,
              1,
              'Nothing says what was scanned: it counts for the packages that it names, wherever they are used',
            ),
          ]
        : []),
      ...scan.others.map(({what, count}) =>
        note('not-read', what, count, `${count} ${what} are not vulnerabilities of packages, and are not read`),
      ),
    ],
  }
}
