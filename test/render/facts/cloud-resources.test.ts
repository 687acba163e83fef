import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {reportInput} from '../inputs.ts'

function input() {
  const given = reportInput()
  const resources = {
    attributed: 100,
    shared: 5,
    unallocated: 49,
    products: [
      {product: 'ClockOS 1', support: 'over' as const, endOfSupport: '2020-11-01', resources: 3, accounts: ['1', '2']},
      {product: 'Sundial 4.0', support: 'unknown' as const, resources: 1, accounts: ['1']},
    ],
    accounts: [{account: '1', resources: 49, types: [{type: 'ec2:instance', resources: 49}]}],
  }
  const notInCatalogue = [{product: 'Sundial', version: '4.0', nearest: ['sundial'], systems: [], resources: 1}]
  return {...given, assessments: {...given.assessments, resources, notInCatalogue}}
}

describe('resources of the clouds', () => {
  it('stand in the page: the three that are all, then what is nobody’s, out of support first', () => {
    const {document} = new JSDOM(String([...renderHtml(input(), {})][0]?.content)).window
    const section = document.querySelector('#resources')
    const text = (section?.textContent ?? '').replace(/\s+/g, ' ')
    const rows = [...(section?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.children].map(({textContent}) => textContent.trim()),
    )

    expect(text).toContain('154 resources of clouds: 100 attributed, 5 shared and 49 unallocated.')
    expect(rows).toEqual([
      ['ClockOS 1', 'Left support on 1 November 2020', '1 and 2', '3'],
      ['Sundial 4.0', 'Not known', '1', '1'],
      ['1', '49 ec2:instance', '49'],
    ])
    expect(document.querySelector('#not-seen')?.textContent).toMatch(/1 resource of no system/)
  })

  it('stand in Markdown', () => {
    const text = String(renderMarkdown(input()).content)

    expect(text).toContain('154 resources of clouds: 100 attributed, 5 shared and 49 unallocated')
    expect(text).toContain('Left support on 1 November 2020')
  })
})
