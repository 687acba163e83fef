import {createWriteStream} from 'node:fs'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'

const columns = `
  AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart
  ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart
  CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus
  CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice EffectiveCost
  InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity PricingUnit ProviderName PublisherName
  RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName SkuId SkuPriceId SubAccountId
  SubAccountName Tags
`
  .trim()
  .split(/\s+/)

interface BillSpec {
  readonly rows: number
  /** A row of each a day. */
  readonly resources: number
  readonly systems: number
}

/**
 * Writes a bill by FOCUS 1.0 in all its columns, by day and resource.
 * Returns what it comes to in whole 10^-7 of the currency, amortised, and how much of that bears no tag.
 */
export async function generateBill(file: string, spec: BillSpec): Promise<{total: bigint; untagged: bigint}> {
  const sums = {total: 0n, untagged: 0n}
  await pipeline(Readable.from(pieces(spec, sums), {objectMode: false}), createWriteStream(file))
  return sums
}

function* pieces({rows, resources, systems}: BillSpec, sums: {total: bigint; untagged: bigint}): Generator<string> {
  let piece = `${columns.join(',')}\n`
  for (let row = 0; row < rows; row += 1) {
    const resource = row % resources
    const units = (row * 7919) % 1_000_003
    sums.total += BigInt(units)
    if (resource % 10 === 0) sums.untagged += BigInt(units)
    piece += rowOf(Math.floor(row / resources), resource, units, resource % systems)
    if (piece.length < 1 << 20) continue
    yield piece
    piece = ''
  }
  yield piece
}

function rowOf(day: number, resource: number, units: number, system: number): string {
  const date = new Date(Date.UTC(2025, 0, 1 + (day % 365))).toISOString().slice(0, 10)
  const month = `${date.slice(0, 8)}01T00:00:00Z`
  const account = `0123456789${String(resource % 20).padStart(2, '0')}`
  const amount = `0.${String(units).padStart(7, '0')}`
  const tags = resource % 10 === 0 ? '' : `"{""Environment"":""production"",""System"":""system-${system}""}"`
  const arn = `arn:aws:ec2:eu-west-2:${account}:instance/i-${String(resource).padStart(17, '0')}`
  return `eu-west-2a,${amount},000000000001,Payer,USD,${date}T23:59:59Z,${month},Usage,,"${amount} an hour, on demand",Usage-Based,${date}T23:59:59Z,${date}T00:00:00Z,,,,,,24,Hours,${amount},0.01,${amount},Amazon Web Services,${amount},0.01,Standard,24,Hours,AWS,Amazon Web Services,eu-west-2,Europe (London),${arn},web-${resource},Instance,Compute,Amazon Elastic Compute Cloud,SKU${resource % 50},PRICE${resource % 50},${account},Account ${account},${tags}\n`
}
