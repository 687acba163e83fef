import {describe, expect, it} from '@jest/globals'
import {parse} from 'csv-parse/sync'
import {JSDOM} from 'jsdom'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {renderRegisterCsv} from '../../../src/render/csv/register-csv.ts'
import {declaredCostsText} from '../../../src/render/facts/declared-costs.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {manySystems, reportInput} from '../inputs.ts'

const said = (value: string) => [{value, evidence: ['e1'], confidence: 1}]

/** Two of the systems have declared costs. */
function declared(input: ReportInput, costs: Readonly<Record<string, string>>): ReportInput {
  const entities = input.estate.entities.map((entity) => {
    const cost = costs[entity.id]
    return cost === undefined
      ? entity
      : {
          ...entity,
          attributes: {...entity.attributes, annualRunGbp: said(cost), costSource: said('finance return')},
        }
  })
  return {...input, estate: {...input.estate, entities}}
}

const input = declared(reportInput(), {'msti/finance-core': '2260000', 'msti/intranet': '1499.50'})

describe('what systems are declared to cost a year', () => {
  it('is added up apart from bills, and says of how many nothing is known', () => {
    expect(declaredCostsText(indexReport(input))).toBe(
      'Two systems are declared to cost £2,261,499.50 a year; what 13 others cost is unknown.',
    )
    expect(declaredCostsText(indexReport(reportInput()))).toBe('')
  })

  it('is a column of the register, unknown where nobody said', () => {
    const rows = parse(String(renderRegisterCsv(input)[0]?.content), {columns: true}) as Record<string, string>[] // of texts
    const cost = (id: string) => rows.find((row) => row.id === id)

    expect(cost('msti/finance-core')).toMatchObject({
      declared_cost_gbp_a_year: '2260000',
      declared_cost_source: 'finance return',
    })
    expect(cost('msti/intranet')?.declared_cost_gbp_a_year).toBe('1499.5')
    expect(cost('moc/tide-tables')).toMatchObject({declared_cost_gbp_a_year: 'unknown', declared_cost_source: ''})
    expect(JSON.parse(String(renderRegisterCsv(input)[1]?.content)).tableSchema.columns).toContainEqual({
      name: 'declared_cost_gbp_a_year',
      titles: 'declared_cost_gbp_a_year',
      datatype: 'decimal',
      null: 'unknown',
    })
  })

  it('stands in the row and on the page of a system, and in Markdown', () => {
    const {document} = new JSDOM(String([...renderHtml(input, {})][0]?.content)).window
    const cells = [...document.querySelectorAll('#register-table [data-label="Declared cost a year"]')]

    expect(cells.map(({textContent}) => textContent).filter((text) => text !== 'unknown')).toEqual([
      '£2,260,000',
      '£1,499.50',
    ])
    expect(cells).toHaveLength(input.assessments.systems.length)
    expect(document.body.textContent).toContain('£2,260,000 a year, by finance return')
    expect(String(renderMarkdown(input).content)).toMatch(/\| Finance Core .*\| £2,260,000 \|/)
  })

  it('stands in the rows of a large estate too, and nowhere when no system has one', () => {
    const many = declared(reportInput({systems: manySystems(1100)}), {'msti/system-7': '5'})

    expect(String([...renderHtml(many, {})].find(({path}) => path === 'index.html')?.content)).toContain('£5')
    expect(String([...renderHtml(reportInput(), {})][0]?.content)).not.toContain('Declared cost a year')
  })
})
