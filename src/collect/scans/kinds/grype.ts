import {readPurl} from '../../boms/purl.ts'
import {at, listAt, textAt} from '../../exports/fields.ts'
import type {Finding, Scan, ScanKind} from '../scan.ts'
import {systemScanned} from '../scanned-system.ts'

/** Grype's own JSON (`-o json`). */
export const grype: ScanKind = {
  id: 'grype',
  name: 'Grype',
  read: ({value}) =>
    Array.isArray(at(value, 'matches')) && textAt(value, 'descriptor', 'name') === 'grype' ? scanOf(value) : undefined,
}

function scanOf(value: unknown): Scan {
  const findings: Finding[] = []
  const faults: Scan['faults'][number][] = []
  const add = (list: string, more: Pick<Finding, 'status' | 'justification'>): void =>
    listAt(value, list).forEach((match, index) => {
      const finding = findingOf(match, `#/${list}/${index}`)
      if ('message' in finding) faults.push(finding)
      else findings.push({...finding, ...more})
    })
  add('matches', {})
  // Whoever ran it said by a rule, or by VEX, that these do not count.
  add('ignoredMatches', {status: 'not-affected', justification: 'ignored by a rule of the scan'})
  const system = systemScanned(textAt(value, 'distro', 'name'), textAt(value, 'distro', 'version'), '#/distro')
  const made = textAt(value, 'descriptor', 'timestamp')
  const looked = textAt(value, 'source', 'target', 'userInput') ?? textAt(value, 'source', 'target')
  return {
    scanner: 'Grype',
    ...(made !== undefined && {made}),
    ...(looked !== undefined && {looked}),
    findings,
    packages: [],
    ...(system && {system}),
    isAssessment: true,
    faults,
    others: [],
  }
}

function findingOf(match: unknown, place: string): Finding | Scan['faults'][number] {
  const identifier = textAt(match, 'vulnerability', 'id')
  if (identifier === undefined) return {place, message: 'a match without the id of a vulnerability'}
  const purl = readPurl(textAt(match, 'artifact', 'purl') ?? '')
  const severity = textAt(match, 'vulnerability', 'severity')
  return {
    place,
    ...(purl && {package: purl}),
    identifier,
    aliases: listAt(match, 'relatedVulnerabilities').flatMap((one) => textAt(one, 'id') ?? []),
    ...(severity !== undefined && {severity}),
    fixedIn: listAt(match, 'vulnerability', 'fix', 'versions').filter((version) => typeof version === 'string'),
  }
}
