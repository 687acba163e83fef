/**
 * An exact amount: a whole number of 10^-20 of the unit. Adding and comparing are `+` and `<`, so that no float ever
 * touches money.
 */
export type Amount = bigint

const places = 20
const mostWholeDigits = 30
const written = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/
const powers = Array.from({length: mostWholeDigits + places + 1}, (_, at) => 10n ** BigInt(at))

/**
 * Reads a decimal number as exporters write it: `12.50`, `.5`, `-0`, `1.2E-7`. Undefined where it is none, or where it
 * has more than 30 whole digits or 20 decimal places, so that it could not be kept exactly.
 */
export function parseAmount(text: string): Amount | undefined {
  if (text.length > 100) return undefined
  const [found, sign, whole = '', fraction = '', exponent = '0'] = written.exec(text) ?? []
  if (found === undefined || whole.length + fraction.length === 0) return undefined
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return 0n
  const shift = places - fraction.length + Number(exponent) + digits.length - significant.length
  if (shift < 0 || significant.length + shift > mostWholeDigits + places) return undefined
  const amount = BigInt(significant) * (powers[shift] ?? 0n)
  return sign === '-' ? -amount : amount
}

/** The amount that a document of ours holds. Errors: a bug of ours where it is none. */
export function amountOf(text: string): Amount {
  const amount = parseAmount(text)
  if (amount === undefined) throw new Error(`${text} is no exact amount`)
  return amount
}

/** The shortest exact decimal: `12.5`, `-0.00000012`, `0`. */
export function formatAmount(amount: Amount): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction ? `.${fraction}` : ''}`
}

export function sumOf(amounts: Iterable<Amount>): Amount {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

/** An amount at a rate; what lies beyond 20 decimal places is rounded, halves away from zero. */
export function atRate(amount: Amount, rate: Amount): Amount {
  return dividedWhole(amount * rate, powers[places] ?? 1n)
}

/** A whole number divided by another above zero, halves away from zero. */
function dividedWhole(number: bigint, by: bigint): bigint {
  const half = number < 0n ? -by : by
  return (number * 2n + half) / (by * 2n)
}

/**
 * Shares of an amount by weights, which add up to it to the last digit: in whole numbers of its smallest unit (its own
 * decimal places, at least two), the largest remainders first. Undefined where no weight is above zero.
 */
export function apportion(amount: Amount, weights: readonly bigint[]): readonly Amount[] | undefined {
  const positive = weights.map((weight) => (weight > 0n ? weight : 0n))
  const all = sumOf(positive)
  if (all === 0n) return undefined
  const unit = smallestUnit(amount)
  const units = (amount < 0n ? -amount : amount) / unit
  const shares = positive.map((weight, at) => ({at, units: (units * weight) / all, rest: (units * weight) % all}))
  const left = units - sumOf(shares.map(({units}) => units))
  const ranked = shares.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
  for (const share of ranked.slice(0, Number(left))) share.units += 1n
  return shares.map(({units}) => (amount < 0n ? -units : units) * unit)
}

/** 10^-n of the unit, where n is the amount's own number of decimal places, at least two. */
function smallestUnit(amount: Amount): bigint {
  let zeros = 0
  while (zeros < places - 2 && amount % (powers[zeros + 1] ?? 1n) === 0n) zeros += 1
  return powers[zeros] ?? 1n
}

/**
 * Amounts rounded to whole units for show, so that what is shown adds up to what is shown of their sum: the sum is
 * rounded, and the parts take the largest remainders.
 */
export function roundedParts(parts: readonly Amount[]): readonly bigint[] {
  const one = powers[places] ?? 1n
  const floors = parts.map((part, at) => {
    const down = part < 0n && part % one !== 0n ? part / one - 1n : part / one
    return {at, down, rest: part - down * one}
  })
  const left = roundedWhole(sumOf(parts)) - sumOf(floors.map(({down}) => down))
  const ranked = floors.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
  for (const part of ranked.slice(0, Number(left))) part.down += 1n
  return floors.map(({down}) => down)
}

/** To a whole number, halves away from zero. */
export function roundedWhole(amount: Amount): bigint {
  return dividedWhole(amount, powers[places] ?? 1n)
}
