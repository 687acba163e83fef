import {expect, it} from '@jest/globals'
import {cycleLabel, cycleOfName} from '../../src/lifecycle/version-names.ts'

it.each([
  ['windows', '5-sp3', 'XP SP3'],
  ['windows', '6-sp2', 'Vista SP2'],
  ['windows', '10-22h2', '10 22H2'],
  ['windows-server', '2008-r2-sp1', '2008 R2 SP1'],
  ['mssqlserver', '13.0-sp3', '2016 SP3'],
  ['mssqlserver', '10.50-sp2', '2008 R2 SP2'],
  ['office', '2011-for-mac', '2011 for mac'],
  ['aws-lambda', 'nodejs24.x', 'nodejs24.x'],
  ['python', '3.10', '3.10'],
])('calls the cycle of %s with the id %s as its maker does: %s', (product, cycle, label) => {
  expect(cycleLabel(product, cycle)).toBe(label)
})

it('finds the cycle of a version that people know by another name, and leaves the others', () => {
  expect(['xp', '8.1', '10-22h2'].map((version) => cycleOfName('windows', version))).toEqual([
    '5-sp3',
    '8.1',
    '10-22h2',
  ])
})
