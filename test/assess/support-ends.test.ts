import {expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import type {SystemAssessment} from '../../src/model/assessment.ts'
import {extendedWords, standardWords} from '../../src/render/facts/support-words.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

const catalogue = await loadCatalogue()
const asOf = '2026-11-01'

/** A system that runs on one version of a product. */
function assessed(product: string, version: string): SystemAssessment {
  const {systems} = assessEstate({
    estate: estateOf(
      system('m/a'),
      entity('technology', 'technology:m/t', {product, version}),
      relation('m/a', 'USES', 'technology:m/t'),
    ),
    catalogue,
    asOf,
    horizonYears: 3,
    producedBy: {name: 'domesday', version: '0.0.0'},
    inputs: [],
  })
  const [only] = systems
  if (!only) throw new Error('no system')
  return only
}

it('says of a Java whose vendor nobody states between which vendors’ dates its support ends, as L1 does', () => {
  const {criteria, supportEnds = []} = assessed('java', '21')
  const [end, ...others] = supportEnds
  if (!end) throw new Error('no end of support')

  expect(criteria.L1.proposed.rationale).toMatch(/^Java 21 may be builds of \d+ vendors; at worst OpenJDK builds/)
  expect(others).toEqual([])
  expect(end).toMatchObject({technology: 'Java 21', standardEnds: '2024-03-19'})
  expect(end.mayBe?.at(0)).toEqual({technology: 'OpenJDK builds from Oracle 21', standardEnds: '2024-03-19'})
  expect(end.mayBe?.map(({technology}) => technology)).toContain('Eclipse Temurin 21')
  expect(end).not.toHaveProperty('extendedEnds')
  expect(standardWords(end, asOf)).toMatch(
    /^by which of \d+ it is: from 19 March 2024 \(OpenJDK builds from Oracle 21\) to .+ \(.* 21\)$/,
  )
  expect(extendedWords(end, asOf)).toBe('depends on which it is')
})

it('names one release where the version tells it, with its own date alone', () => {
  const [end] = assessed('openjdk-builds-from-oracle', '21').supportEnds ?? []

  expect(end).toMatchObject({technology: 'OpenJDK builds from Oracle 21', standardEnds: '2024-03-19'})
  expect(end).not.toHaveProperty('mayBe')
})

it('says the same of releases of one product that the version does not tell apart', () => {
  const [end] = assessed('windows-server', '2003').supportEnds ?? []

  expect(end).toMatchObject({
    technology: 'Microsoft Windows Server 2003',
    mayBe: [
      {technology: 'Microsoft Windows Server 2003', standardEnds: '2007-04-10'},
      {technology: 'Microsoft Windows Server 2003 SP1', standardEnds: '2009-04-14'},
      {technology: 'Microsoft Windows Server 2003 SP2', standardEnds: '2015-07-14'},
    ],
  })
})

it('tells nothing near its end of what no vendor ends soon', () => {
  expect(assessed('eclipse-temurin', '21').supportEnds).toBeUndefined()
})

it('counts a database of a cloud once, as the resource that it is', () => {
  const resource = 'arn:aws:rds:eu-west-2:111122223333:db:ledger'
  const uses = [resource, 'datastore:m/ledger', 'datastore:m/other']
  const {systems} = assessEstate({
    estate: estateOf(
      system('m/a'),
      entity('technology', 'technology:m/t', {product: 'windows-server', version: '2003'}),
      entity('resource', resource),
      entity('datastore', 'datastore:m/ledger', {resource}),
      entity('datastore', 'datastore:m/other'),
      relation('m/a', 'RUNS_ON', resource),
      relation('m/a', 'WRITES', 'datastore:m/ledger'),
      relation('m/a', 'WRITES', 'datastore:m/other'),
      ...uses.map((one) => relation(one, 'USES', 'technology:m/t')),
    ),
    ...{catalogue, asOf, horizonYears: 3, producedBy: {name: 'domesday', version: '0.0.0'}, inputs: []},
  })

  expect(systems[0]?.supportEnds?.[0]?.usedBy).toEqual([resource, 'datastore:m/other'])
})
