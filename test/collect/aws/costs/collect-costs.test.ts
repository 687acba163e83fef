import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {recordedCollection} from '../../../../src/collect/aws/collection.ts'
import type {CostsWanted} from '../../../../src/collect/aws/collect-aws.ts'
import type {Cost} from '../../../../src/model/cost.ts'
import {amountOf, formatAmount, sumOf} from '../../../../src/model/decimal.ts'
import type {InventoryRecord} from '../../../../src/model/inventory.ts'
import {auditPlace, built, type Collected, collectFrom, everythingWritten, gaps, type Given} from '../collecting.ts'
import {caller} from '../with-endpoint.ts'
import {type Asked, failure, type FakeAws, json, type Script, startFakeAws} from '../fake/fake-aws.ts'
import {billed, type Charge, isTotal, monthsBetween, requestOf} from '../fake/fake-bill.ts'

const orbit = '012345678901'
const months = monthsBetween('2025-11', '2026-12')

function charge(month: string, parts: Partial<Charge> & {readonly unblended: string}): Charge {
  const {unblended} = parts
  return {month, account: caller, service: 'AmazonRDS', type: 'Usage', tag: '', amortized: unblended, ...parts}
}

/** Thirteen months of two accounts, with each type of charge. */
const bill = months.flatMap((month) => [
  charge(month, {unblended: '100.0000000001', amortized: '90.10', tag: 'Pay'}),
  charge(month, {unblended: '7.25'}),
  charge(month, {account: orbit, service: 'AWSLambda', unblended: '0.0000000003'}),
  charge(month, {account: orbit, service: 'AmazonS3', unblended: '3'}),
  charge(month, {type: 'SavingsPlanRecurringFee', service: 'ComputeSavingsPlans', unblended: '40', amortized: '0'}),
  charge(month, {type: 'Credit', unblended: '-12.5'}),
  charge(month, {type: 'Refund', account: orbit, unblended: '-1'}),
  charge(month, {type: 'Tax', service: 'Tax', unblended: '20.01'}),
  charge(month, {type: 'Support', service: 'AWSSupportBusiness', unblended: '29'}),
])

type Wanted = Partial<CostsWanted>

interface CostsCollected extends Collected {
  readonly fake: FakeAws
  readonly notes: readonly string[]
  readonly costs: readonly Cost[]
  /** Requests to Cost Explorer, every attempt one. */
  readonly sent: readonly Asked[]
}

async function costsFrom(
  script: Script,
  wanted: Wanted = {},
  given: Given = {},
  folder = auditPlace(),
): Promise<CostsCollected> {
  const fake = await startFakeAws(script)
  const notes: string[] = []
  const costs = {mostRequests: 200, cache: join(folder, 'cost-explorer'), ...wanted}
  try {
    const result = await collectFrom(fake.url, folder, {
      services: [],
      costs,
      onNote: (note) => notes.push(note),
      ...given,
    })
    const sent = fake.asked.filter(({service}) => service === 'cost-explorer')
    return {...result, fake, notes, sent, costs: costsOf(result.records)}
  } finally {
    await fake.close()
  }
}

function costsOf(records: readonly InventoryRecord[]): readonly Cost[] {
  return records.filter((record) => record.record === 'cost')
}

function totals(costs: readonly Cost[], column: 'BilledCost' | 'EffectiveCost' = 'BilledCost') {
  const by = Map.groupBy(costs, ({ChargePeriodStart}) => ChargePeriodStart.slice(0, 7))
  return Object.fromEntries(
    [...by].map(([month, of]) => [month, formatAmount(sumOf(of.map((cost) => amountOf(cost[column] ?? ''))))]),
  )
}

function problems(records: readonly InventoryRecord[]): readonly string[] {
  return records.flatMap((record) => (record.record === 'problem' ? [record.message] : []))
}

const everyMonth = Object.fromEntries(months.map((month) => [month, '185.7600000004']))

/** Fails the first request for which it is true. */
function failingOnce(script: Script, code: string, when: (asked: Asked) => boolean): Script {
  let isDone = false
  return (asked) => {
    if (isDone || asked.operation !== 'GetCostAndUsage' || !when(asked)) return script(asked)
    isDone = true
    return failure(asked, code, 'told by the test')
  }
}

describe('costs of thirteen months', () => {
  it('add up to the bill to the last digit, unblended beside amortised', async () => {
    const {costs, records, collection} = await costsFrom(billed(bill, caller))

    expect(gaps({collection})).toEqual({})
    expect(problems(records)).toEqual([])
    expect(totals(costs)).toEqual(everyMonth)
    expect(totals(costs, 'EffectiveCost')['2026-03']).toBe('135.8600000003')
  })

  it('are told by account and service, and credits, refunds, tax and support apart', async () => {
    const {costs} = await costsFrom(billed(bill, caller))
    const march = costs.filter(({ChargePeriodStart}) => ChargePeriodStart === '2026-03-01')

    expect(
      march
        .map(({kind, SubAccountId, ServiceName, BilledCost}) => [kind, SubAccountId, ServiceName, BilledCost])
        .toSorted(),
    ).toEqual([
      ['credit', caller, undefined, '-12.5'],
      ['refund', orbit, undefined, '-1'],
      ['run', orbit, 'AWSLambda', '0.0000000003'],
      ['run', orbit, 'AmazonS3', '3'],
      ['run', caller, 'AmazonRDS', '107.2500000001'],
      ['run', caller, 'ComputeSavingsPlans', '40'],
      ['support', caller, undefined, '29'],
      ['tax', caller, undefined, '20.01'],
    ])
  })

  it('take six requests with a tag and four without, and say before what they cost', async () => {
    const withTag = await costsFrom(billed(bill, caller), {tag: 'System'})
    const without = await costsFrom(billed(bill, caller))

    expect([withTag.sent.length, without.sent.length]).toEqual([6, 4])
    expect(withTag.notes).toEqual([
      `Cost Explorer of ${caller}: 6 requests and further pages, $0.06 or more`,
      'no more than 200 requests are sent ($2.00): --max-requests',
      'Cost Explorer was sent 6 requests ($0.06)',
    ])
  })

  it('are asked of nobody where they are not wanted', async () => {
    const {fake, records} = await costsFrom(billed(bill, caller), {}, {costs: undefined})

    expect(fake.asked.filter(({operation}) => /Cost|DescribeOrganization/.test(operation))).toEqual([])
    expect(costsOf(records)).toEqual([])
  })

  it('are the same, byte for byte, when they are read from the evidence again', async () => {
    const first = await costsFrom(billed(bill, caller, 3), {tag: 'System'})
    const evidence = join(first.folder, 'evidence', 'moon', 'aws')
    const again = await built(await recordedCollection(evidence, 'evidence'), evidence, {services: []})

    expect(again.text).toBe(first.text)
    expect(everythingWritten(first.folder)).not.toContain('ada@moon.example')
  })
})

describe('the payer', () => {
  it('of the organisation is asked by its role, and no other account', async () => {
    const {sent, costs, collection} = await costsFrom(billed(bill, orbit), {}, {role: 'Audit'})

    expect(gaps({collection})).toEqual({})
    expect([...new Set(sent.map(({account}) => account))]).toEqual([orbit])
    expect([...new Set(costs.map(({BillingAccountId}) => BillingAccountId))]).toEqual([orbit])
  })

  it('that no role leads to is a gap', async () => {
    const {sent, collection} = await costsFrom(billed(bill, orbit))

    expect(sent).toEqual([])
    expect(gaps({collection})).toEqual({
      'cost-explorer/GetCostAndUsage': `denied: no role was named to enter the account by: --role`,
    })
  })

  it('that may not ask is told once which permission is missing', async () => {
    const script = billed(bill, caller)
    const {sent, records} = await costsFrom((asked) =>
      asked.operation === 'GetCostAndUsage' ? failure(asked, 'AccessDeniedException', 'no') : script(asked),
    )
    const coverage = records.filter(
      (record) => record.record === 'coverage' && record.scope['service'] === 'cost-explorer',
    )

    expect(sent).toHaveLength(1)
    expect(coverage.map((one) => one.record === 'coverage' && [one.status, one.reason, one.scope['action']])).toEqual(
      Array.from({length: 4}, () => ['denied', 'ce:GetCostAndUsage is not allowed', 'ce:GetCostAndUsage']),
    )
  })
})

describe('a month', () => {
  it('that is cut in two by the end of a page is whole', async () => {
    const {costs, records, sent} = await costsFrom(billed(bill, caller, 3))

    expect(totals(costs)).toEqual(everyMonth)
    expect(problems(records)).toEqual([])
    expect(sent.length).toBeGreaterThan(20)
  })

  it('that is not available is unknown, and costs no other month', async () => {
    const script = billed(bill, caller)
    const lacks = (asked: Asked): boolean => {
      const {Start, End} = requestOf(asked).TimePeriod
      return Start <= '2026-02-01' && '2026-02-01' < End
    }
    const {costs, collection, sent} = await costsFrom((asked) =>
      asked.operation === 'GetCostAndUsage' && lacks(asked)
        ? failure(asked, 'DataUnavailableException', 'not yet')
        : script(asked),
    )
    const {'2026-02': _, ...others} = everyMonth

    expect(totals(costs)).toEqual(others)
    expect(gaps({collection})).toEqual({
      'cost-explorer/GetCostAndUsage by LINKED_ACCOUNT and SERVICE, 2026-02':
        'unavailable: Cost Explorer has no data: not yet',
      'cost-explorer/GetCostAndUsage by RECORD_TYPE and LINKED_ACCOUNT, 2026-02':
        'unavailable: Cost Explorer has no data: not yet',
    })
    expect(sent.length).toBeLessThanOrEqual(14)
  })

  it('that the answer leaves out is told', async () => {
    const script = billed(bill, caller)
    const {records} = await costsFrom((asked) => {
      const reply = script(asked)
      if (asked.operation !== 'GetCostAndUsage' || !reply) return reply
      const body = JSON.parse(String(reply.body)) as {ResultsByTime: {TimePeriod: {Start: string}}[]}
      return json({
        ...body,
        ResultsByTime: body.ResultsByTime.filter(({TimePeriod}) => TimePeriod.Start !== '2026-05-01'),
      })
    })

    expect(problems(records)).toEqual(
      Array.from({length: 2}, () => 'Cost Explorer says nothing of 2026-05, so its cost is not known'),
    )
  })

  it('whose parts are not the bill is told with both figures', async () => {
    const script = billed(bill, caller)
    const less = billed(
      bill.filter(({month, service}) => month !== '2026-04' || service !== 'AmazonS3'),
      caller,
    )
    const {records} = await costsFrom((asked) => (isTotal(asked) ? script(asked) : less(asked)))

    expect(problems(records)).toEqual([
      '2026-04: the parts of AmortizedCost add up to 132.8600000003 USD, and the bill to 135.8600000003 USD',
      '2026-04: the parts of UnblendedCost add up to 182.7600000004 USD, and the bill to 185.7600000004 USD',
    ])
  })
})

describe('paging', () => {
  it.each(['RequestChangedException', 'InvalidNextTokenException', 'InvalidNextToken'])(
    'that ends with %s begins anew, and counts nothing twice',
    async (code) => {
      const script = failingOnce(billed(bill, caller, 20), code, (asked) => requestOf(asked).NextPageToken === '20')
      const {costs, collection} = await costsFrom(script)

      expect(gaps({collection})).toEqual({})
      expect(totals(costs)).toEqual(everyMonth)
    },
  )

  it('that repeats its token ends, and what was read is in no total', async () => {
    const script = billed(bill, caller, 20)
    const {costs, collection, records} = await costsFrom((asked) => {
      const reply = script(asked)
      if (asked.operation !== 'GetCostAndUsage' || isTotal(asked) || !reply) return reply
      return json({...(JSON.parse(String(reply.body)) as object), NextPageToken: '0'})
    })

    expect(Object.values(gaps({collection}))).toEqual([
      'partial: the token for the next page repeats itself; stopped after 2 pages',
      'partial: the token for the next page repeats itself; stopped after 2 pages',
    ])
    expect(totals(costs)).toEqual(everyMonth)
    expect(costs.some(({ServiceName}) => ServiceName !== undefined)).toBe(false)
    expect(problems(records)).toEqual([])
  })
})

describe('throttling', () => {
  it('is tried again, and each attempt is a request', async () => {
    const {costs, notes, sent} = await costsFrom(
      failingOnce(billed(bill, caller), 'LimitExceededException', () => true),
    )

    expect(totals(costs)).toEqual(everyMonth)
    expect(sent).toHaveLength(5)
    expect(notes.at(-1)).toBe('Cost Explorer was sent 5 requests ($0.05)')
  })

  it('never sends more than is allowed', async () => {
    const script = billed(bill, caller)
    const {costs, sent, collection} = await costsFrom(
      (asked) =>
        isTotal(asked) || asked.operation !== 'GetCostAndUsage'
          ? script(asked)
          : failure(asked, 'LimitExceededException', 'slower'),
      {mostRequests: 4},
    )

    expect(sent).toHaveLength(4)
    expect(Object.values(gaps({collection}))).toEqual([
      'failed: 4 requests were sent, and no more are allowed: --max-requests',
      'failed: 4 requests were sent before it: --max-requests',
    ])
    expect(totals(costs)).toEqual(everyMonth)
  })
})

describe('a tag', () => {
  const odd = (tag: string, unblended: string): Charge => charge('2026-06', {tag, unblended})

  it('tells costs apart by its values as they are, and the rest of the account has none', async () => {
    const values = ['$', 'Pay$1', 'Llŷn 🚀', '__proto__', "it's"]
    const charges = [
      ...values.map((value, at) => odd(value, `${at + 1}.1`)),
      odd('', '50'),
      charge('2026-06', {account: orbit, unblended: '9'}),
    ]
    const {costs, records} = await costsFrom(billed(charges, caller), {tag: 'A$B'})

    expect(
      costs.map(({Tags, BilledCost, SubAccountId}) => [SubAccountId, Tags?.[0]?.value, BilledCost]).toSorted(),
    ).toEqual(
      [
        [orbit, undefined, '9'],
        [caller, undefined, '50'],
        ...values.map((value, at) => [caller, value, `${at + 1}.1`]),
      ].toSorted(),
    )
    expect(costs.flatMap(({Tags = []}) => Tags).every(({key}) => key === 'A$B')).toBe(true)
    expect(costs.find(({SubAccountId}) => SubAccountId === orbit)?.ServiceName).toBe('AmazonRDS')
    expect(problems(records)).toEqual([])
  })

  it('that was not asked for, in an answer, is told, and its cost is not lost in silence', async () => {
    const script = billed([odd('Pay', '5'), odd('', '2')], caller)
    const {records} = await costsFrom(
      (asked) => {
        const reply = script(asked)
        return reply && {...reply, body: String(reply.body).replaceAll('System$Pay', 'Sys$Pay')}
      },
      {tag: 'System'},
    )

    expect(problems(records)).toEqual(['a group is not of the tag System'])
    expect(totals(costsOf(records))).toEqual({'2026-06': '7'})
  })

  it('whose values are taken out, being addresses of people, costs no penny', async () => {
    const charges = [odd('ada@moon.example', '1.5'), odd('jo@moon.example', '1.5'), odd('', '2')]
    const {costs, records, text} = await costsFrom(billed(charges, caller), {tag: 'Owner'})

    expect(totals(costs)).toEqual({'2026-06': '5'})
    expect(problems(records)).toEqual([])
    expect(text).not.toContain('@moon')
  })
})

describe('what was paid for', () => {
  it('is not asked for again: closed months for long, open ones for half a day', async () => {
    const folder = auditPlace()
    const at = (day: string, hour: string) => ({now: () => new Date(`${day}T${hour}:00:00Z`)})
    const first = await costsFrom(billed(bill, caller), {}, at('2026-11-25', '01'), folder)
    const soon = await costsFrom(billed(bill, caller), {}, at('2026-11-25', '12'), folder)
    const later = await costsFrom(billed(bill, caller), {}, at('2026-11-26', '02'), folder)
    const fresh = await costsFrom(billed(bill, caller), {}, {...at('2026-11-26', '03'), fresh: true}, folder)

    expect([first, soon, later, fresh].map(({sent}) => sent.length)).toEqual([4, 0, 2, 4])
    expect(soon.notes).toEqual([])
    expect(soon.costs).toEqual(first.costs)
    expect(later.sent.map((asked) => requestOf(asked).TimePeriod.Start)).toEqual(['2026-11-01', '2026-11-01'])
  })

  it('is kept, as of its day, where it can no longer be asked for', async () => {
    const folder = auditPlace()
    const script = billed(bill, caller)
    const deny: Script = (asked) =>
      asked.operation === 'GetCostAndUsage' ? failure(asked, 'AccessDeniedException', 'no') : script(asked)
    await costsFrom(script, {}, {day: '2026-11-25'}, folder)
    const after = await costsFrom(deny, {}, {day: '2026-12-28'}, folder)
    const {'2025-11': _, ...others} = everyMonth

    expect(totals(after.costs)).toEqual(others)
    expect(Object.values(gaps(after))[0]).toBe('denied: ce:GetCostAndUsage is not allowed')
    expect(
      after.records.flatMap((one) => (one.record === 'coverage' ? (one.notes ?? []) : [])).map(({what}) => what),
    ).toContain('2026-11-25')
  })
})
