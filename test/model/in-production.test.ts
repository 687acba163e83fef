import {describe, expect, it} from '@jest/globals'
import {isOfProduction, saidOfBoth} from '../../src/model/in-production.ts'

describe('what two places say of one relation', () => {
  it.each([
    [{environment: 'test', port: '1'}, {port: '2'}, {port: '2'}],
    [{port: '2'}, {environment: 'test', port: '1', database: 'b'}, {port: '2', database: 'b'}],
    [{environment: 'production'}, {environment: 'test'}, {environment: 'production'}],
    [{environment: 'production'}, {}, {}],
    [{}, {environment: 'production'}, {}],
    [{environment: 'production'}, {environment: 'live'}, {environment: 'live'}],
    [{environment: 'test'}, {environment: 'build'}, {environment: 'build'}],
    [{role: 'test'}, {environment: 'test'}, {environment: 'test', role: 'test'}],
    [{role: 'test'}, {}, {}],
    [{environment: 'test'}, {role: 'example'}, {environment: 'test', role: 'example'}],
  ])('is of production where one of them is: %j, %j', (before, now, both) => {
    expect(saidOfBoth(before, now)).toEqual(both)
    expect(isOfProduction(both)).toBe(isOfProduction(before) || isOfProduction(now))
  })
})
