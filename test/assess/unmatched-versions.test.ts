import {beforeAll, describe, expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {aliases, type AliasKind} from '../../src/lifecycle/aliases/all-aliases.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import type {Assessments} from '../../src/model/assessment.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

let catalogue: Catalogue
beforeAll(async () => {
  catalogue = await loadCatalogue()
})

/** The assessment of one system that runs on what a string tells. */
function assess(kind: AliasKind, text: string): Assessments {
  const uses = aliases[kind](text)
  return assessEstate({
    estate: estateOf(
      system('m/a'),
      ...uses.flatMap(({product, version}, at) => [
        entity('technology', `technology:m/${at}`, {product, ...(version !== undefined && {version})}),
        relation('m/a', 'USES', `technology:m/${at}`),
      ]),
    ),
    catalogue,
    asOf: '2026-11-01',
    horizonYears: 3,
    producedBy: {name: 'domesday', version: '0.0.0'},
    inputs: [],
  })
}

describe('a version that no cycle of the catalogue matches', () => {
  it.each<[AliasKind, string, string, string]>([
    ['container-image', 'node:99-alpine', 'Node.js', '99'],
    ['container-image', 'postgres:42', 'PostgreSQL', '42'],
    ['target-framework', 'net99.0', 'Microsoft .NET', '99.0'],
    ['target-framework-version', 'v2.0', 'Microsoft .NET Framework', '2.0'],
    ['lambda-runtime', 'python9.9', 'AWS Lambda', 'python9.9'],
    ['rds-engine', 'postgres 99', 'Amazon RDS for PostgreSQL', '99'],
    ['cloud-sql', 'MYSQL_99_0', 'MySQL', '99.0'],
    ['azure-stack', 'PYTHON|9.9', 'Python', '9.9'],
    ['google-runtime', 'php99', 'PHP', '9.9'],
    ['java', '99', 'Java', '99'],
    ['build-machine', 'ubuntu-99.04', 'Ubuntu', '99.04'],
    ['told-name', 'Red Hat Enterprise Linux 99 (64-bit)', 'Red Hat Enterprise Linux', '99'],
    ['told-name', 'Oracle Solaris 99', 'Oracle Solaris', '99'],
  ])('leaves the end of support open and is listed: %s %s', (kind, text, product, version) => {
    const {systems, notInCatalogue} = assess(kind, text)

    const {low, high, missing} = systems[0]?.criteria.L1.proposed ?? {}
    expect([low, high]).toEqual([1, 6])
    expect(missing).not.toEqual([])
    expect(notInCatalogue).toMatchObject([{product, version, systems: ['m/a']}])
  })

  it.each<[AliasKind, string]>([
    ['container-image', 'python:latest'],
    ['rds-engine', 'postgres'],
    ['java', '${java.version}'],
    ['build-machine', 'ubuntu-latest'],
    ['told-name', 'CentOS 4/5 or later (64-bit)'],
    ['told-name', 'Microsoft Windows Server 2016 or later (64-bit)'],
  ])('leaves it open, and asks for the version, where nothing tells one: %s %s', (kind, text) => {
    const proposed = assess(kind, text).systems[0]?.criteria.L1.proposed

    expect([proposed?.low, proposed?.high]).toEqual([1, 6])
    expect(proposed?.missing).not.toEqual([])
  })

  it('never hides behind one that is supported', () => {
    const proposed = assess('container-image', 'node:99-bookworm').systems[0]?.criteria.L1.proposed

    expect(proposed?.high).toBe(6)
  })
})
