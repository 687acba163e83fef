import {readPurl} from '../../boms/purl.ts'
import {at, listAt, textAt} from '../../exports/fields.ts'
import type {Finding, Scan, ScanKind} from '../scan.ts'
import {systemScanned} from '../scanned-system.ts'

/** Trivy's own JSON (`--format json`), of images, file systems, repositories and machines. */
export const trivy: ScanKind = {
  id: 'trivy',
  name: 'Trivy',
  read: ({value}) => (isTrivy(value) ? scanOf(value) : undefined),
}

function isTrivy(value: unknown): boolean {
  return typeof at(value, 'SchemaVersion') === 'number' && textAt(value, 'ArtifactType') !== undefined
}

function scanOf(value: unknown): Scan {
  const findings: Finding[] = []
  const packages: Scan['packages'][number][] = []
  const faults: Scan['faults'][number][] = []
  const others = new Map<string, number>()
  const results = listAt(value, 'Results')
  results.forEach((result, index) => {
    listAt(result, 'Packages').forEach((one, at) => {
      const purl = readPurl(textAt(one, 'Identifier', 'PURL') ?? '')
      const scope = isDevelopment(one) && {scope: 'development' as const}
      if (purl) packages.push({package: purl, place: `#/Results/${index}/Packages/${at}`, ...scope})
    })
    listAt(result, 'Vulnerabilities').forEach((one, at) => {
      const place = `#/Results/${index}/Vulnerabilities/${at}`
      const finding = findingOf(one, place)
      if ('message' in finding) faults.push(finding)
      else findings.push(finding)
    })
    for (const what of ['Misconfigurations', 'Secrets', 'Licenses']) {
      const {length} = listAt(result, what)
      if (length > 0) others.set(what.toLowerCase(), (others.get(what.toLowerCase()) ?? 0) + length)
    }
  })
  const system = systemOf(value)
  const [made, looked] = [textAt(value, 'CreatedAt'), textAt(value, 'ArtifactName')]
  return {
    scanner: 'Trivy',
    ...(made !== undefined && {made}),
    ...(looked !== undefined && {looked}),
    findings,
    packages,
    ...(system && {system}),
    isAssessment: results.some((result) => ['os-pkgs', 'lang-pkgs'].includes(textAt(result, 'Class') ?? '')),
    faults,
    others: [...others].map(([what, count]) => ({what, count})),
  }
}

/** Listed by `--include-dev-deps`. */
function isDevelopment(one: unknown): boolean {
  return at(one, 'Dev') === true
}

function systemOf(value: unknown): Scan['system'] {
  return systemScanned(
    textAt(value, 'Metadata', 'OS', 'Family'),
    textAt(value, 'Metadata', 'OS', 'Name'),
    '#/Metadata/OS',
  )
}

function findingOf(value: unknown, place: string): Finding | Scan['faults'][number] {
  const identifier = textAt(value, 'VulnerabilityID')
  if (identifier === undefined) return {place, message: 'a vulnerability without an id'}
  const purl = readPurl(textAt(value, 'PkgIdentifier', 'PURL') ?? '')
  const severity = textAt(value, 'Severity')
  const status = textAt(value, 'Status')
  return {
    place,
    ...(purl && {package: purl}),
    identifier,
    aliases: listAt(value, 'VendorIDs').filter((id) => typeof id === 'string'),
    ...(severity !== undefined && {severity}),
    fixedIn: (textAt(value, 'FixedVersion') ?? '')
      .split(',')
      .map((version) => version.trim())
      .filter(Boolean),
    ...(status === 'not_affected' && {status: 'not-affected'}),
  }
}
