import {describe, expect, it} from '@jest/globals'
import {countsOtherSpan, headerUnit} from '../../../src/collect/spreadsheet/header-units.ts'
import {imported, refusal} from './spreadsheets.ts'

describe('the unit of a header', () => {
  it.each([
    ['Annual cost (£k)', 'thousands'],
    ['Run cost £k', 'thousands'],
    ['Cost £000s', 'thousands'],
    ["Cost (£'000)", 'thousands'],
    ['Cost in thousands', 'thousands'],
    ['Cost, GBPk', 'thousands'],
    ['Cost £m', 'millions'],
    ['Cost (£ million)', 'millions'],
    ['Cost (m)', 'millions'],
    ['Cost £bn', 'other'],
    ['Cost (USD)', 'other'],
    ['Cost per month (£k)', 'other'],
    ['Cost (£)', undefined],
    ['R&M cost 2025', undefined],
    ['Contracts over £10,000', undefined],
  ])('%s is %s', (header, unit) => {
    expect(headerUnit(header)).toBe(unit)
  })

  it('is another span of time where months stand over a field of years', () => {
    expect(countsOtherSpan('Life left (months)', 'lifeYears')).toBe(true)
    expect(countsOtherSpan('Years of life left', 'lifeYears')).toBe(false)
  })
})

describe('a column of money whose header states a unit', () => {
  const csv = 'System,Cost (£k)\nTide,12.345\n'

  it('is refused where the mapping does not, at its line', async () => {
    const mapping = 'columns:\n  - {column: System, field: name}\n  - {column: Cost (£k), field: cost.annualRunGbp}\n'

    expect(await refusal(csv, mapping)).toEqual([
      "m.yaml:4:5 | the header 'Cost (£k)' says that its figures are thousands, and the mapping names no unit | Add unit: thousands; or unit: pounds, where the cells hold whole pounds or say their own size.",
    ])
  })

  it('is read by the unit that the mapping names, exactly', async () => {
    const read = async (unit: string) => {
      const mapping = `columns:\n  - {column: System, field: name}\n  - {letter: B, field: cost.annualRunGbp, unit: ${unit}}\n`
      return (await imported(csv, mapping)).value('tides/tide', 'annualRunGbp')
    }

    expect([await read('thousands'), await read('millions'), await read('pounds')]).toEqual([
      '12345',
      '12345000',
      '12.345',
    ])
  })

  it('counts for a constant too', async () => {
    const mapping =
      'columns:\n  - {column: System, field: name}\n  - {constant: "12", field: cost.annualRunGbp, unit: thousands}\n'

    expect((await imported('System\nTide\n', mapping)).value('tides/tide', 'annualRunGbp')).toBe('12000')
  })
})

describe('technologies that a mapping numbers', () => {
  it('need a product, by a column or a constant', async () => {
    const mapping = 'columns:\n  - {column: System, field: name}\n  - {column: V, field: technologies.2.version}\n'

    expect(await refusal('System,V\nTide,3\n', mapping)).toEqual([
      'm.yaml:4:24 | technologies.2.version is filled, and nothing fills technologies.2.product, without which it says nothing | Add {column: <header>, field: technologies.2.product}, or {constant: <value>, field: technologies.2.product}.',
    ])
  })

  it('are told by the same number', async () => {
    const mapping =
      'columns:\n  - {column: System, field: name}\n  - {column: P, field: technologies.2.product}\n  - {column: V, field: technologies.2.version}\n'

    expect((await imported('System,P,V\nTide,,3\n', mapping)).problems).toEqual([
      'estate.csv:2 bad-cell: technologies.2.product: expected text, but it is not given',
    ])
  })

  it('stand beside those of a column that lists several', async () => {
    const mapping =
      'columns:\n  - {column: System, field: name}\n  - {column: P, field: technologies.1.product}\n  - {column: T, field: technologies}\n'
    const {records} = await imported('System,P,T\nTide,db2,Java 8; Perl\n', mapping)

    expect(
      records.flatMap((record) => ('id' in record ? record.id : [])).filter((id) => id.startsWith('tech')),
    ).toEqual(['technology:tides/java-8', 'technology:tides/perl', 'technology:tides/db2'])
  })
})
