import {describe, expect, it} from '@jest/globals'
import type {EstateRecord} from '../../../src/model/estate.ts'
import {renderVulnerabilitiesCsv} from '../../../src/render/csv/vulnerabilities-csv.ts'
import {entity, estateOf, evidence, relation, system} from '../../estates.ts'
import {reportInput} from '../inputs.ts'

const [rota, web, lodash] = ['tides/rota', 'component:tides/web', 'pkg:npm/lodash@4.17.20']
const estate: readonly EstateRecord[] = [
  evidence('e1', 'trivy.json#/Results/0/Vulnerabilities/3'),
  system('tides/whole'),
  system(rota),
  relation(rota, 'PART_OF', 'tides/whole'),
  entity('component', web, {type: 'application'}),
  relation(web, 'PART_OF', rota),
  entity('package', lodash, {}),
  relation(web, 'USES', lodash),
]
const scanned: EstateRecord = {
  record: 'vulnerability',
  id: 'v0',
  subject: rota,
  assessed: '2026-10-20',
  known: 0,
  scanner: 'Trivy',
  evidence: ['e1'],
}

function rows(...records: EstateRecord[]) {
  const files = [...renderVulnerabilitiesCsv({...reportInput(), estate: estateOf(...estate, ...records)})]
  return files.length === 0 ? undefined : String(files[0]?.content).trim().split('\r\n')
}

describe('vulnerabilities.csv', () => {
  it('has each that is named, with what uses the package and where it stands, and those that are not counted', () => {
    const found: EstateRecord = {
      ...scanned,
      id: 'v1',
      subject: lodash,
      known: 1,
      identifier: 'CVE-2021-23337',
      aliases: ['GHSA-35jh-r3h4-6jhm'],
      highestSeverity: 'high',
      fixedIn: ['4.17.21'],
      within: rota,
    }
    const denied: EstateRecord = {...found, id: 'v2', known: 0, scanner: 'CycloneDX', status: 'not-affected'}

    expect(rows(scanned, found, denied)?.slice(1)).toEqual([
      'CVE-2021-23337,GHSA-35jh-r3h4-6jhm,high,pkg:npm/lodash@4.17.20,4.17.21,known,,Trivy,tides/rota,2026-10-20,tides/rota,trivy.json#/Results/0/Vulnerabilities/3',
      'CVE-2021-23337,GHSA-35jh-r3h4-6jhm,high,pkg:npm/lodash@4.17.20,4.17.21,not-affected,,CycloneDX,tides/rota,2026-10-20,tides/rota,trivy.json#/Results/0/Vulnerabilities/3',
    ])
  })

  it('is not written where none is named', () => {
    expect(rows(scanned)).toBeUndefined()
  })
})
