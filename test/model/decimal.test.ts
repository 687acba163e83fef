import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {apportion, formatAmount, parseAmount, roundedParts} from '../../src/model/decimal.ts'

describe('exact amounts', () => {
  it('are read as exporters write them and written in one way', () => {
    const read = (text: string) => {
      const amount = parseAmount(text)
      return amount === undefined ? undefined : formatAmount(amount)
    }

    expect(['12.50', '+.5', '5.', '-0', '-0.00e3', '1.2E-7', '1e3', '007', '1e-20'].map(read)).toEqual([
      '12.5',
      '0.5',
      '5',
      '0',
      '0',
      '0.00000012',
      '1000',
      '7',
      '0.00000000000000000001',
    ])
    expect(['', '.', '-', '1,5', '1e-21', '1e30', '0x1', 'NaN', 'Infinity', '1e9999', ' 1'].map(read)).toEqual(
      Array.from({length: 11}, () => undefined),
    )
  })

  it('are divided and rounded so that the parts add up', () => {
    const amount = fc.bigInt(-(10n ** 12n), 10n ** 12n)
    fc.assert(
      fc.property(amount, fc.array(fc.bigInt(0n, 1000n), {minLength: 1, maxLength: 9}), (cents, weights) => {
        const whole = cents * 10n ** 18n
        const parts = apportion(whole, weights)
        const sum = parts?.reduce((a, b) => a + b, 0n)

        expect(sum).toBe(weights.some((weight) => weight > 0n) ? whole : undefined)
        expect(parts?.every((part) => part % 10n ** 18n === 0n) ?? true).toBe(true)
      }),
    )
    fc.assert(
      fc.property(fc.array(amount, {maxLength: 9}), (cents) => {
        const total = cents.reduce((a, b) => a + b, 0n)
        const [whole = 0n] = roundedParts([total * 10n ** 18n])

        expect(roundedParts(cents.map((one) => one * 10n ** 18n)).reduce((a, b) => a + b, 0n)).toBe(
          cents.length > 0 ? whole : 0n,
        )
      }),
    )
  })
})
