import {describe, expect, it} from '@jest/globals'
import type {PackageType} from '../../../../src/collect/source/manifests/manifest-kind.ts'
import {isAllowed, releaseOfRange, versionAsked} from '../../../../src/collect/source/manifests/version-range.ts'

describe('a range', () => {
  it('names a release where it allows no other, in the words of each package manager', () => {
    const cases: readonly (readonly [PackageType, string, string | undefined])[] = [
      ['npm', '^18.2.0', '18'],
      ['npm', '~4.17.1', '4.17'],
      ['npm', '>=18', undefined],
      ['npm', '16 || 18', undefined],
      ['npm', 'latest', undefined],
      ['composer', '~8.1', '8'],
      ['composer', '~8.1.0', '8.1'],
      ['composer', '>=7.4 <7.5', '7.4'],
      ['composer', '7.4.*', '7.4'],
      ['composer', '^7.4 || ^8.0', undefined],
      ['composer', 'dev-main', undefined],
      ['gem', '~> 6.1', '6'],
      ['gem', '~> 6.1.4', '6.1'],
      ['gem', '>= 6.1, < 6.2', '6.1'],
      ['gem', '>= 6', undefined],
      ['pypi', '~=3.9', '3'],
      ['pypi', '==3.9.*', '3.9'],
      ['pypi', '>=3.9,<3.10', '3.9'],
      ['pypi', '>=3.9,!=3.9.1,<3.10', '3.9'],
      ['pypi', '>=3.8', undefined],
      ['pypi', '^3.9', '3'],
      ['cargo', '1.70', '1'],
      ['npm', 'x'.repeat(10_000), undefined],
    ]

    expect(cases.map(([type, range]) => [type, range, releaseOfRange(type, range)])).toEqual(cases)
  })

  it('allows a version or does not, and says nothing where it is not understood', () => {
    expect(isAllowed('npm', '^4.0.0', '4.19.2')).toBe(true)
    expect(isAllowed('npm', '^5.0.0', '4.19.2')).toBe(false)
    expect(isAllowed('npm', 'next', '4.19.2')).toBeUndefined()
  })
  it('of one version alone is that version, where the package manager takes it so', () => {
    const exact = [
      versionAsked('npm', '0.21.1'),
      versionAsked('npm', ' =v1.0.0-rc.1'),
      versionAsked('composer', '2.3.4'),
      versionAsked('cargo', '=1.0.2'),
    ].map(({version, resolved}) => (resolved ? version : undefined))
    const ranges = [
      versionAsked('npm', '1.2'),
      versionAsked('npm', '^1.2.3'),
      versionAsked('npm', '1.2.3 || 2.0.0'),
      versionAsked('composer', '2.3.*'),
      versionAsked('composer', 'dev-main'),
      versionAsked('cargo', '1.0.2'),
      versionAsked('npm', '1'.repeat(1000)),
    ].map(({resolved}) => resolved)

    expect(exact).toEqual(['0.21.1', '1.0.0-rc.1', '2.3.4', '1.0.2'])
    expect(ranges).toEqual(ranges.map(() => false))
    expect(versionAsked('npm', undefined)).toEqual({resolved: false})
  })
})
