import {describe, expect, it} from '@jest/globals'
import {inProduction, isOfProduction, saidOfBoth} from '../../src/model/in-production.ts'

describe('what two places say of one relation', () => {
  it.each([
    [{environment: 'test', port: '1'}, {port: '2'}, {port: '2'}],
    [{port: '2'}, {environment: 'test', port: '1', database: 'b'}, {port: '2', database: 'b'}],
    [{environment: 'production'}, {environment: 'test'}, {environment: 'production'}],
    [{environment: 'production'}, {}, {}],
    [{}, {environment: 'production'}, {}],
    [{environment: 'production'}, {environment: 'live'}, {environment: 'live'}],
    [{environment: 'test'}, {environment: 'build'}, {environment: 'build, test'}],
    [{environment: 'build, test'}, {environment: 'staging'}, {environment: 'build, staging, test'}],
    [{environment: 'sandpit'}, {environment: 'sandpit'}, {environment: 'sandpit'}],
    [{environment: 'aks_production_shared'}, {environment: 'sandpit'}, {environment: 'aks_production_shared'}],
    [{environment: 'sandpit'}, {environment: 'aks_production_shared'}, {environment: 'aks_production_shared'}],
    [
      {role: 'test', environment: 'production'},
      {environment: 'staging'},
      {role: 'test', environment: 'production, staging'},
    ],
    [{role: 'test'}, {environment: 'test'}, {environment: 'test', role: 'test'}],
    [{role: 'test'}, {}, {}],
    [{environment: 'test'}, {role: 'example'}, {environment: 'test', role: 'example'}],
  ])('is of production where one of them is: %j, %j', (before, now, both) => {
    expect(saidOfBoth(before, now)).toEqual(both)
    expect(isOfProduction(both)).toBe(isOfProduction(before) || isOfProduction(now))
  })
})

it('is production by the words of its name, and where no environment is named', () => {
  expect(
    [
      undefined,
      'Production',
      'live',
      'PRD',
      'aks-prod',
      'pre-production',
      'nonprod',
      'sandpit',
      'production, test',
    ].map(inProduction),
  ).toEqual([true, true, true, true, true, false, false, false, false])
})
