import {purlOfEcosystem} from '../../boms/purl.ts'
import {at, listAt, textAt} from '../../exports/fields.ts'
import {fixedIn, severityOf} from '../osv-record.ts'
import type {Finding, Scan, ScanKind} from '../scan.ts'

/** OSV-Scanner's JSON (`--format json`). It does not say when it was made. */
export const osvScanner: ScanKind = {
  id: 'osv-scanner',
  name: 'OSV-Scanner',
  read: ({value}) => (isOsvScanner(value) ? scanOf(value) : undefined),
}

function isOsvScanner(value: unknown): boolean {
  const results = at(value, 'results')
  return Array.isArray(results) && results.every((result) => Array.isArray(at(result, 'packages')))
}

function scanOf(value: unknown): Scan {
  const findings: Finding[] = []
  const packages: Scan['packages'][number][] = []
  const faults: Scan['faults'][number][] = []
  const looked = new Set<string>()
  listAt(value, 'results').forEach((result, index) => {
    looked.add(textAt(result, 'source', 'path') ?? 'a source without a path')
    listAt(result, 'packages').forEach((one, number) => {
      const place = `#/results/${index}/packages/${number}`
      const [ecosystem, name] = [textAt(one, 'package', 'ecosystem') ?? '', textAt(one, 'package', 'name') ?? '']
      const purl = purlOfEcosystem(ecosystem, name, textAt(one, 'package', 'version'))
      if (purl) packages.push({package: purl, place})
      listAt(one, 'vulnerabilities').forEach((vulnerability, at) => {
        const identifier = textAt(vulnerability, 'id')
        if (identifier === undefined) return void faults.push({place, message: 'a vulnerability without an id'})
        const severity = severityOf(vulnerability)
        findings.push({
          place: `${place}/vulnerabilities/${at}`,
          ...(purl && {package: purl}),
          identifier,
          aliases: listAt(vulnerability, 'aliases').filter((alias) => typeof alias === 'string'),
          ...(severity !== undefined && {severity}),
          fixedIn: fixedIn(vulnerability, name),
        })
      })
    })
  })
  return {
    scanner: 'OSV-Scanner',
    ...(looked.size > 0 && {looked: [...looked].join(', ')}),
    findings,
    packages,
    isAssessment: true,
    faults,
    others: [],
  }
}
