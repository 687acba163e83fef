import {expect, it} from '@jest/globals'
import {findCycle} from '../../src/lifecycle/find-cycle.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'

const catalogue = await loadCatalogue()

it.each([
  ['windows-server', '10.0.17763', '1809-sac|2019'],
  ['windows-server', '10.0.17763.5329', '1809-sac|2019'],
  ['windows-server', '10.0.14393', '2016'],
  ['windows-server', '6.3.9600', '2012-r2'],
  ['windows-server', '6.1.7601', '2008-r2-sp1'],
  ['windows', '10.0.19045', '10-22h2'],
  ['windows', '10.0.17763', '10-1809-e-lts|10-1809-e|10-1809-w'],
  ['windows', '6.1.7601', '7-sp1'],
  ['windows', '10.0.20000', ''],
  ['windows-server', '10.0.99999', ''],
  ['msexchange', '15.1.2507.6', '2016'],
  ['msexchange', '15.2.1118.7', '2019'],
  ['msexchange', '15.0.1497.2', '2013'],
  ['msexchange', '99.1.1', ''],
  ['sharepoint', '16.0.5149.1000', '2016'],
  ['sharepoint', '16.0.10337.12109', '2019'],
  ['sharepoint', '15.0.4569.1506', '2013'],
  ['mssqlserver', '13.0.5820.21', '13.0-sp2'],
  ['mssqlserver', '99.0.1000', ''],
  ['constructor', '1.2.3', ''],
])('takes build %s %s for "%s" and for nothing else', (product, build, cycles) => {
  const found = findCycle(catalogue, product, build)?.matches ?? []

  expect(found.map(({cycle}) => cycle.name).join('|')).toBe(cycles)
})
