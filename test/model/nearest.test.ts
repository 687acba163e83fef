import {describe, expect, it} from '@jest/globals'
import {nearest} from '../../src/model/nearest.ts'

describe('the nearest name', () => {
  it.each([
    ['nmae', ['name', 'owner'], 'name'],
    ['payrol-gateway', ['payroll-gateway', 'gate'], 'payroll-gateway'],
    ['l1', ['L1', 'L2'], 'L1'],
    ['L8', ['L1', 'L2', 'C1'], undefined],
    ['C7', ['L7', 'C1', 'C6'], undefined],
    ['L10', ['L1', 'L2'], undefined],
    ['zz', ['L1'], undefined],
    ['hrplus01', ['hrplus02'], 'hrplus02'],
  ])('of %s among %j is %s', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected)
  })
})
