import {type Amount, amountOf, atRate, roundedParts} from '../../model/decimal.ts'
import type {Settings} from '../../model/settings.ts'

/** `£1,234.50`, `-£0.07`, `1,234.50 USD`: to the penny, or the hundredth of the currency. */
export function moneyText(amount: Amount, currency: string): string {
  return moneyTexts([amount], currency)[0] ?? ''
}

/** Parts of one sum, rounded so that what is shown adds up. */
export function moneyTexts(parts: readonly Amount[], currency: string): readonly string[] {
  return roundedParts(parts.map((part) => part * 100n)).map((hundredths) => {
    const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0')
    const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
    const sign = hundredths < 0n ? '-' : ''
    const number = `${whole}.${digits.slice(-2)}`
    return currency === 'GBP' ? `${sign}£${number}` : `${sign}${number} ${currency}`
  })
}

/** In pounds by the rate that settings give; undefined without one. */
export function inPounds(amount: Amount, currency: string, {costs}: Settings): Amount | undefined {
  if (currency === 'GBP') return amount
  const rate = costs.rates.find(({from}) => from === currency)
  return rate && atRate(amount, amountOf(rate.gbp))
}
