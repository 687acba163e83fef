import {gzipSync} from 'node:zlib'
import {describe, expect, it} from '@jest/globals'
import fc from 'fast-check'
import {InventoryRecord} from '../../../src/model/inventory.ts'
import {csvOf, imported, refusal, usual} from './bills.ts'

const sums = (costs: Awaited<ReturnType<typeof imported>>['costs']) =>
  costs.map(({kind, BillingCurrency, BilledCost, EffectiveCost, ChargePeriodStart, rows}) =>
    [kind, BillingCurrency, BilledCost, EffectiveCost, ChargePeriodStart, rows].join(' '),
  )

describe('a bill by FOCUS', () => {
  it('is added up by month and by all that tells charges apart', async () => {
    const {costs, coverage} = await imported(
      csvOf([
        {},
        {ChargePeriodStart: '2026-01-31 23:00:00 UTC', BilledCost: '0.75', EffectiveCost: '1e-7'},
        {ChargePeriodStart: '2026-02-01T00:00Z'},
        {BillingCurrency: 'EUR'},
      ]),
    )

    expect(sums(costs).toSorted()).toEqual([
      'run EUR 1.25 1 2026-01-01 1',
      'run USD 1.25 1 2026-02-01 1',
      'run USD 2 1.0000001 2026-01-01 2',
    ])
    expect(coverage).toMatchObject({status: 'complete', counts: {rows: 4, badRows: 0, badTags: 0}})
  })

  it('gives each sum the line of the first of its rows', async () => {
    const rows = [{}, {ResourceId: 'i-2'}, {}, {ResourceId: 'i-2'}]
    const told = ({costs}: Awaited<ReturnType<typeof imported>>) =>
      costs.map(({ResourceId, line, rows}) => [ResourceId, line, rows]).toSorted()
    const [whole, inRuns] = [await imported(csvOf(rows)), await imported(csvOf(rows), 1)]

    expect(told(whole)).toEqual([
      ['arn:aws:s3:::tide-tables', 2, 2],
      ['i-2', 3, 2],
    ])
    expect(told(inRuns)).toEqual(told(whole))
  })

  it('keeps use apart from support, credit, refund and tax', async () => {
    const {costs} = await imported(
      csvOf([
        {},
        {ChargeCategory: 'Purchase', BilledCost: '12'},
        {ServiceName: 'AWS Support (Business)'},
        {ServiceName: 'Amazon RDS Extended Support'},
        {ChargeCategory: 'Credit', BilledCost: '-3'},
        {ChargeClass: 'Correction', BilledCost: '-0.5'},
        {ChargeCategory: 'Adjustment', BilledCost: '-0'},
        {ChargeCategory: 'Tax', ResourceId: '', ServiceName: 'null'},
      ]),
    )

    expect(
      costs.map(({kind, ChargeCategory, BilledCost}) => `${kind} ${ChargeCategory} ${BilledCost}`).toSorted(),
    ).toEqual([
      'credit Credit -3',
      'refund Adjustment 0',
      'refund Usage -0.5',
      'run Purchase 12',
      'run Usage 1.25',
      'run Usage 1.25',
      'support Usage 1.25',
      'tax Tax 1.25',
    ])
    expect(costs.find(({kind}) => kind === 'tax')).not.toHaveProperty('ServiceName')
  })

  it('makes things of the resources and accounts that it names, with ids that other collectors give', async () => {
    const {entities, relations} = await imported(
      csvOf([{}, {ResourceId: 'i-0abc', SubAccountId: '000000000042', Tags: ''}, {ResourceId: '', SubAccountId: ''}]),
    )

    expect(entities.map(({kind, id, name}) => [kind, id.replace(/-[0-9a-f]{8}#/, '-#'), name])).toEqual([
      ['account', 'account:tides/aws-000000000042', '000000000042'],
      ['account', 'account:tides/aws-012345678901', '012345678901'],
      ['resource', 'arn:aws:s3:::tide-tables', 'tide-tables'],
      ['resource', 'resource:tides/aws-000000000042-#i-0abc', 'i-0abc'],
    ])
    expect(
      relations.map(({from, type, to}) => `${from.replace(/-[0-9a-f]{8}#/, '-#')} ${type} ${to}`).toSorted(),
    ).toEqual([
      'arn:aws:s3:::tide-tables CONTAINED_IN account:tides/aws-012345678901',
      'resource:tides/aws-000000000042-#i-0abc CONTAINED_IN account:tides/aws-000000000042',
    ])
  })

  it('keeps two accounts apart whose ids would come to one slug', async () => {
    const {entities} = await imported(
      csvOf([
        {SubAccountId: 'A_1', ProviderName: 'Acme Cloud'},
        {SubAccountId: 'a-1', ProviderName: 'Acme Cloud'},
      ]),
    )

    expect(entities.filter(({kind}) => kind === 'account')).toHaveLength(2)
  })

  describe('that ends without a line end', () => {
    const columns = [
      'ChargeCategory',
      ...Object.keys(usual).filter((name) => name !== 'BilledCost' && name !== 'ChargeCategory'),
      'BilledCost',
    ]
    const whole = csvOf([{}, {BilledCost: '250.75'}], columns)
    const notesOf = ({coverage}: Awaited<ReturnType<typeof imported>>) =>
      (coverage?.notes ?? []).filter(({code}) => code === 'no-line-end').map(({message}) => message)
    const note = 'the file ends without a line end, in line 3: if it was cut, the last figure may be short'

    it('is read in full, and says by its line that the last figure may be short', async () => {
      const read = await imported(whole.slice(0, -4))

      expect(read.coverage).toMatchObject({status: 'complete', counts: {rows: 2, badRows: 0}})
      expect(notesOf(read)).toEqual([note])
      expect(read.problems).toEqual([])
    })

    it('in a row of too few cells or an open quote is partial, and by its line', async () => {
      const short = await imported(whole.slice(0, whole.lastIndexOf(',')))
      const open = await imported(`${whole.slice(0, whole.lastIndexOf(',') + 1)}"250`)

      expect([short, open].map(({coverage}) => coverage?.status)).toEqual(['partial', 'partial'])
      expect([...short.problems, ...open.problems].map((text) => text.split(': ')[0])).toEqual([
        'bill.csv:3 bad-row',
        'bill.csv:3 bad-row',
      ])
      expect([...notesOf(short), ...notesOf(open)]).toEqual([])
    })

    it('is whole without a word where gzip vouches for its end, or where it has the line end', async () => {
      const [zipped, plain] = [await imported(gzipSync(whole.trimEnd())), await imported(whole)]

      expect([zipped, plain].map(({coverage}) => coverage?.status)).toEqual(['complete', 'complete'])
      expect([...notesOf(zipped), ...notesOf(plain)]).toEqual([])
    })
  })

  it('with no row but its header is not complete', async () => {
    expect((await imported(csvOf([]))).coverage).toMatchObject({
      status: 'partial',
      reason: 'it has no row, which is not to say that nothing was charged',
    })
    expect((await imported(csvOf([]).trimEnd())).coverage).toMatchObject({status: 'partial', counts: {rows: 0}})
  })

  it('writes no secret of a tag down', async () => {
    const {records} = await imported(
      csvOf([{Tags: '{"DbPassword":"hunter2","Contact":"ada@tides.example","System":"rota"}'}]),
    )

    expect(JSON.stringify(records)).toContain('rota')
    expect(JSON.stringify(records)).not.toMatch(/hunter2|ada@/)
  })

  it.each([
    ['1.0', {}],
    ['1.1', {ServiceSubcategory: ''}],
    ['1.2', {InvoiceId: '7'}],
  ])('is read by the columns of %s', async (version, more) => {
    const {costs, coverage} = await imported(csvOf([more], [...Object.keys(usual), ...Object.keys(more)].toReversed()))

    expect(sums(costs)).toEqual(['run USD 1.25 1 2026-01-01 1'])
    expect(coverage?.notes?.map(({what}) => what)).toEqual([`FOCUS ${version}`])
  })

  it('takes the provider from the column that 1.3 has, whatever the case and order of columns', async () => {
    const columns = Object.keys(usual).map((name) =>
      name === 'ProviderName' ? 'serviceprovidername' : name.toLowerCase(),
    )
    const text = `\uFEFF${csvOf([{}]).replace(/^.*\n/, `${columns.join(',')}\r\n`)}`

    expect((await imported(text)).costs[0]?.ProviderName).toBe('AWS')
  })

  it('tells of columns that FOCUS does not have', async () => {
    const {coverage} = await imported(csvOf([{}], [...Object.keys(usual), 'x_Discount', '__proto__']))

    expect(coverage?.notes?.[1]?.message).toBe('columns that FOCUS does not have, not read: x_Discount, __proto__')
  })

  it('is refused where it lacks required columns, or has one twice, all named at once', async () => {
    expect(await refusal('BilledCost;BillingCurrency\n1;GBP\n')).toHaveLength(7)
    expect(
      await refusal(csvOf([{}], ['Tags', ...Object.keys(usual).filter((name) => name !== 'EffectiveCost')])),
    ).toEqual(['bill.csv:1 the column Tags stands twice', 'bill.csv:1 the column EffectiveCost is missing'])
    expect(await refusal('')).toEqual(['bill.csv it is empty: its first line must name the columns'])
  })

  it('tells a row that cannot be read with its line, keeps the rest, and counts what is lost', async () => {
    const text = csvOf([
      {},
      {BilledCost: 'twelve'},
      {BilledCost: '0x10'},
      {BilledCost: `1${'0'.repeat(31)}`},
      {BilledCost: '1e-21'},
      {EffectiveCost: ''},
      {BillingCurrency: 'usd'},
      {ChargeCategory: 'Gift'},
      {ChargePeriodStart: '2026-02-30T00:00:00Z'},
      {ChargePeriodStart: '2026-02-01T00:00:00+05:00'},
      {ProviderName: ''},
      {ResourceId: 'r'.repeat(3000)},
      {BilledCost: '2'},
    ])
    const {costs, problems, coverage} = await imported(`${text}only,three,cells\n`)

    expect(sums(costs)).toEqual(['run USD 3.25 2 2026-01-01 2'])
    expect(problems.map((text) => text.split(': ')[0])).toEqual(
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15].map((line) => `bill.csv:${line} bad-row`),
    )
    expect(coverage).toMatchObject({
      status: 'partial',
      reason: '12 of 14 rows cannot be read, so what they cost is in no total (7.5 USD can be made out)',
    })
  })

  it('keeps the cost of a row whose tags cannot be read', async () => {
    const {costs, problems, coverage} = await imported(
      csvOf([{Tags: '{"System":'}, {Tags: '[{"key":"System","value":"rota"}]'}]),
    )

    expect(costs.map(({BilledCost, Tags}) => [BilledCost, Tags]).toSorted()).toEqual([
      ['1.25', undefined],
      ['1.25', [{key: 'System', value: 'rota'}]],
    ])
    expect(problems).toEqual([
      `bill.csv:2 bad-cell: Tags: '{"System":' is no JSON of keys and values, so the tags are not known; the cost is kept`,
    ])
    expect(coverage?.reason).toBe('the tags of 1 row cannot be read')
  })

  it('loses no more than its own row to a quote that never closes', async () => {
    const lines = csvOf(Array.from({length: 5000}, () => ({}))).split('\n')
    lines[100] = `"${lines[100]}`
    lines[2000] = `${lines[2000]?.replace('Usage', '"Usage')}`
    const {costs, problems} = await imported(lines.join('\n'))

    expect(sums(costs)).toEqual(['run USD 6247.5 4998 2026-01-01 4998'])
    expect(problems.map((text) => text.split(': ')[0])).toEqual(['bill.csv:101 bad-row', 'bill.csv:2001 bad-row'])
  })

  it('reads cells of several lines and tells the lines below them right', async () => {
    const {costs, problems} = await imported(csvOf([{ServiceName: 'two\nlines'}, {BilledCost: '?'}, {}]))

    expect(costs.map(({ServiceName}) => ServiceName).toSorted()).toEqual([usual.ServiceName, 'two\nlines'])
    expect(problems).toEqual([`bill.csv:4 bad-row: BilledCost: '?' is no exact amount`])
  })
})

describe('a gzipped bill', () => {
  const text = csvOf(Array.from({length: 3000}, (_, at) => ({ResourceId: `arn:aws:s3:::b${at}`})))

  it('gives the same as the CSV in it', async () => {
    const [plain, zipped] = [await imported(text), await imported(gzipSync(text))]

    expect(zipped.costs.map(({evidence: _, ...cost}) => cost)).toEqual(
      plain.costs.map(({evidence: _, ...cost}) => cost),
    )
  })

  it('is refused where it is cut short or damaged, because its total would be wrong', async () => {
    const whole = gzipSync(text)
    const damaged = Buffer.from(whole).fill(7, 2000, 2100)

    expect(await refusal(whole.subarray(0, whole.length - 200))).toEqual([
      'bill.csv it is cut short, so its total would be wrong',
    ])
    expect(await refusal(damaged)).toEqual(['bill.csv it is a damaged gzip file, so its total would be wrong'])
  })

  it.each([
    ['PAR1....', 'it is Parquet: export it as CSV'],
    ['PK\u0003\u0004', 'it is a zip file or a workbook: take the CSV out of it'],
    ['x'.repeat(1_200_000), 'it has a line of more than 1048576 characters, so it is no CSV'],
  ])('is not taken for what it is not: %#', async (content, why) => {
    expect(await refusal(content)).toEqual([`bill.csv ${why}`])
  })
})

describe('names that mean harm', () => {
  it('stay texts: as tags, resources, accounts and services', async () => {
    const evil = ['__proto__', 'constructor', '=HYPERLINK("http://x")', 'a\u0000b', '5:12345', 'ŵ\u0302 tide/rota']
    const {costs, records} = await imported(
      csvOf(
        evil.map((name) => ({
          ResourceId: name,
          SubAccountId: name,
          ServiceName: name,
          Tags: JSON.stringify([{key: name, value: name}]),
        })),
      ),
    )

    expect(costs.map(({Tags}) => Tags?.[0]?.key).toSorted()).toEqual(evil.toSorted())
    expect(records.every((record) => InventoryRecord.parse(JSON.parse(JSON.stringify(record))) !== undefined)).toBe(
      true,
    )
    expect(({} as Record<string, unknown>).value).toBeUndefined()
  })
})

const places = 20
/** Amounts as text and as whole numbers of 10^-20, made apart from the code under test. */
const amount = fc
  .record({
    whole: fc.bigInt(0n, 10n ** 20n),
    fraction: fc.stringMatching(/^\d{0,12}$/),
    minus: fc.boolean(),
    exponent: fc.constantFrom('', 'e-6', 'E+2', 'e0'),
  })
  .map(({whole, fraction, minus, exponent}) => {
    const shift = Number(exponent.slice(1) || 0)
    const units = BigInt(`${whole}${fraction}`) * 10n ** BigInt(places - fraction.length + shift)
    return {text: `${minus ? '-' : ''}${whole}.${fraction || '0'}${exponent}`, units: minus ? -units : units}
  })
const row = fc.record({
  billed: amount,
  effective: amount,
  currency: fc.constantFrom('USD', 'GBP'),
  resource: fc.constantFrom('arn:a:b', 'i-1', 'i-2', ''),
  account: fc.constantFrom('001', '01', '1'),
  tag: fc.constantFrom('{"a":"b"}', '{ "a": "b" }', '{}', ''),
})
const unitsOf = (text: string): bigint => {
  const [, minus, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const units = BigInt(`${whole}${fraction.padEnd(places, '0')}`)
  return minus ? -units : units
}

describe('sums', () => {
  it('are exact, however the rows fall into groups and the groups into runs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, {maxLength: 60}), fc.integer({min: 1, max: 20}), async (rows, groups) => {
        const {costs} = await imported(
          csvOf(
            rows.map(({billed, effective, currency, resource, account, tag}) => ({
              BilledCost: billed.text,
              EffectiveCost: effective.text,
              BillingCurrency: currency,
              ResourceId: resource,
              SubAccountId: account,
              Tags: tag,
            })),
          ),
          groups,
        )
        for (const currency of ['USD', 'GBP']) {
          const own = rows.filter((row) => row.currency === currency)
          const found = costs.filter(({BillingCurrency}) => BillingCurrency === currency)

          expect(found.reduce((sum, {BilledCost}) => sum + unitsOf(BilledCost), 0n)).toBe(
            own.reduce((sum, {billed}) => sum + billed.units, 0n),
          )
          expect(found.reduce((sum, {EffectiveCost = ''}) => sum + unitsOf(EffectiveCost), 0n)).toBe(
            own.reduce((sum, {effective}) => sum + effective.units, 0n),
          )
        }
        expect(new Set(costs.map(({id}) => id)).size).toBe(costs.length)
      }),
      {numRuns: 60},
    )
  })
})
