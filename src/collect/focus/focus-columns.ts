import {type Fault, InventoryError} from '../../errors.ts'
import type {CoverageNote} from '../../model/inventory.ts'

/** The columns that are read, with the names that versions of FOCUS give them. */
const names = {
  billed: ['BilledCost'],
  effective: ['EffectiveCost'],
  currency: ['BillingCurrency'],
  billingAccount: ['BillingAccountId'],
  category: ['ChargeCategory'],
  start: ['ChargePeriodStart'],
  provider: ['ProviderName', 'ServiceProviderName'],
  class: ['ChargeClass'],
  service: ['ServiceName'],
  serviceCategory: ['ServiceCategory'],
  serviceSubcategory: ['ServiceSubcategory'],
  subAccount: ['SubAccountId'],
  subAccountName: ['SubAccountName'],
  resource: ['ResourceId'],
  resourceName: ['ResourceName'],
  region: ['RegionId'],
  tags: ['Tags'],
} as const satisfies Record<string, readonly string[]>

type ColumnName = keyof typeof names
const required = ['billed', 'effective', 'currency', 'billingAccount', 'category', 'start', 'provider'] as const

/** Columns that came with a version and tell it; the newest first. */
const versions: readonly (readonly [version: string, columns: readonly string[]])[] = [
  ['1.3', ['ServiceProviderName', 'HostProviderName']],
  [
    '1.2',
    [
      'BillingAccountType',
      'InvoiceId',
      'PricingCurrency',
      'PricingCurrencyContractedUnitPrice',
      'PricingCurrencyEffectiveCost',
      'PricingCurrencyListUnitPrice',
      'SubAccountType',
    ],
  ],
  [
    '1.1',
    [
      'CapacityReservationId',
      'CapacityReservationStatus',
      'CommitmentDiscountQuantity',
      'CommitmentDiscountUnit',
      'ServiceSubcategory',
      'SkuMeter',
      'SkuPriceDetails',
    ],
  ],
]

const otherColumns = `
  AvailabilityZone BillingAccountName BillingPeriodEnd BillingPeriodStart ChargeDescription ChargeFrequency
  ChargePeriodEnd CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus
  CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice InvoiceIssuerName ListCost
  ListUnitPrice PricingCategory PricingQuantity PricingUnit PublisherName RegionName ResourceType SkuId SkuPriceId
`
const known = new Set(
  [
    ...Object.values(names).flat(),
    ...versions.flatMap(([, columns]) => columns),
    ...otherColumns.trim().split(/\s+/),
  ].map((name) => name.toLowerCase()),
)

/** Where each column that is read stands; -1 where the file has none. */
export type FocusColumns = Readonly<Record<ColumnName, number>> & {readonly width: number}

const mostNamed = 8

/**
 * Finds the columns of a bill by its header, in any order and case.
 * Errors: an InventoryError that names every required column that is missing, and every one that stands twice.
 */
export function findColumns(header: readonly string[], shownAs: string): FocusColumns {
  const titles = header.map((title) => title.trim().toLowerCase())
  const faults: Fault[] = []
  const found = Object.entries(names).map(([key, of]) => {
    const places = of.map((name) => titles.indexOf(name.toLowerCase()))
    for (const [at, name] of of.entries())
      if (titles.lastIndexOf(name.toLowerCase()) !== places[at])
        faults.push({message: `the column ${name} stands twice`, where: `${shownAs}:1`})
    return [key, places.find((place) => place >= 0) ?? -1] as const
  })
  const columns = {...Object.fromEntries(found), width: header.length} as FocusColumns // an entry for each name
  for (const key of required)
    if (columns[key] < 0)
      faults.push({message: `the column ${names[key].join(' or ')} is missing`, where: `${shownAs}:1`})
  if (faults.length > 0)
    throw new InventoryError('bad-bill', `${shownAs} is no bill that can be read.`, {
      faults,
      hint: 'It must be a CSV by FOCUS 1.0, 1.1 or 1.2, its cells parted by commas: export it anew in that form.',
    })
  return columns
}

/** Which version the file is by, and which columns nobody reads because FOCUS does not know them. */
export function columnNotes(header: readonly string[]): readonly CoverageNote[] {
  const titles = new Set(header.map((title) => title.trim().toLowerCase()))
  const [version] = versions.find(([, columns]) => columns.some((name) => titles.has(name.toLowerCase()))) ?? ['1.0']
  const unknown = header.filter((title) => !known.has(title.trim().toLowerCase()))
  const more = unknown.length > mostNamed ? ` and ${unknown.length - mostNamed} more` : ''
  return [
    {code: 'read-as', what: `FOCUS ${version}`, count: 1, message: `read as FOCUS ${version}, by its columns`},
    ...(unknown.length > 0
      ? [
          {
            code: 'columns-ignored',
            what: 'columns',
            count: unknown.length,
            message: `columns that FOCUS does not have, not read: ${unknown.slice(0, mostNamed).join(', ')}${more}`,
          },
        ]
      : []),
  ]
}
