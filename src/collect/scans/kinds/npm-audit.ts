import {purlOfEcosystem} from '../../boms/purl.ts'
import {at, listAt, textAt} from '../../exports/fields.ts'
import type {Finding, Scan, ScanKind} from '../scan.ts'

/** What `npm audit --json` prints, of npm 6 and of 7 and later. It does not say when it was made. */
export const npmAudit: ScanKind = {
  id: 'npm-audit',
  name: 'npm audit',
  read: ({value}) => {
    if (typeof at(value, 'auditReportVersion') === 'number') return newerScan(value)
    return isFields(at(value, 'advisories')) && isFields(at(value, 'metadata')) ? olderScan(value) : undefined
  },
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function scanOf(value: unknown, findings: readonly Finding[], faults: Scan['faults']): Scan {
  const counts = at(value, 'metadata', 'dependencies')
  const total = isFields(counts) ? counts.total : at(value, 'metadata', 'totalDependencies')
  return {
    scanner: 'npm audit',
    findings,
    packages: [],
    isAssessment: total !== 0 && (typeof total === 'number' || typeof counts === 'number'),
    faults,
    others: [],
  }
}

/** It names packages without their versions, and each advisory at the package that it is of. */
function newerScan(value: unknown): Scan {
  const findings: Finding[] = []
  const faults: Scan['faults'][number][] = []
  const all = at(value, 'vulnerabilities')
  for (const [name, one] of Object.entries(isFields(all) ? all : {}))
    listAt(one, 'via').forEach((via, index) => {
      // A text names the package that it is vulnerable through, which has an entry of its own.
      if (typeof via === 'string') return
      const place = `#/vulnerabilities/${pointerPart(name)}/via/${index}`
      const purl = purlOfEcosystem('npm', textAt(via, 'name') ?? name, undefined)
      const identifier = githubId(via) ?? numberOf(at(via, 'source'))
      if (!purl || identifier === undefined) faults.push({place, message: 'an advisory without an id or a package'})
      else findings.push({place, package: purl, identifier, aliases: [], ...severityIn(via), fixedIn: []})
    })
  return scanOf(value, findings, faults)
}

function olderScan(value: unknown): Scan {
  const findings: Finding[] = []
  const faults: Scan['faults'][number][] = []
  for (const [key, advisory] of Object.entries(at(value, 'advisories') ?? {})) {
    const place = `#/advisories/${pointerPart(key)}`
    const name = textAt(advisory, 'module_name') ?? ''
    const identifier = githubId(advisory) ?? numberOf(at(advisory, 'id'))
    const patched = textAt(advisory, 'patched_versions')
    listAt(advisory, 'findings').forEach((found, index) => {
      const purl = purlOfEcosystem('npm', name, textAt(found, 'version'))
      if (!purl || identifier === undefined) faults.push({place, message: 'an advisory without an id or a package'})
      else
        findings.push({
          place: `${place}/findings/${index}`,
          package: purl,
          identifier,
          aliases: listAt(advisory, 'cves').filter((id) => typeof id === 'string'),
          ...severityIn(advisory),
          fixedIn: patched === undefined || patched === '<0.0.0' ? [] : [patched],
        })
    })
  }
  return scanOf(value, findings, faults)
}

function severityIn(value: unknown): Pick<Finding, 'severity'> {
  const severity = textAt(value, 'severity')
  return severity === undefined ? {} : {severity}
}

function githubId(value: unknown): string | undefined {
  const said = textAt(value, 'github_advisory_id') ?? textAt(value, 'url')
  return /GHSA(?:-\w{4}){3}/.exec(said ?? '')?.[0]
}

function numberOf(value: unknown): string | undefined {
  return typeof value === 'number' ? `npm-advisory-${value}` : undefined
}

/** A key as JSON pointers write it. */
function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
