import {describe, expect, it} from '@jest/globals'
import type {PackageType} from '../../../../src/collect/source/manifests/manifest-kind.ts'
import {isAllowed, releaseOfRange} from '../../../../src/collect/source/manifests/version-range.ts'

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
})
