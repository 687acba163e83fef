import {describe, expect, it} from '@jest/globals'
import {JSDOM} from 'jsdom'
import type {Coverage, CoverageStatus} from '../../../src/model/inventory.ts'
import {cloudCoverage} from '../../../src/render/facts/cloud-coverage.ts'
import {coverageRows} from '../../../src/render/facts/completeness.ts'
import {indexReport} from '../../../src/render/facts/report-index.ts'
import {renderHtml} from '../../../src/render/html/render-html.ts'
import {renderMarkdown} from '../../../src/render/markdown/report-markdown.ts'
import {renderCollected} from '../../../src/render/text/collected.ts'
import {renderSummary} from '../../../src/render/text/summary.ts'
import {reportInput} from '../inputs.ts'

function listing(
  place: string,
  service: string,
  status: CoverageStatus = 'complete',
  {reason, items = 0}: {reason?: string; items?: number} = {},
): Coverage {
  const [account = '', region = ''] = place.split(' ')
  const operation = `List${service}`
  return {
    record: 'coverage',
    id: `msti/aws#${place} ${service}`,
    scope: {account, region, service, operation, action: `${service}:${operation}`},
    status,
    ...(reason && {reason}),
    counts: {items, pages: 1},
  }
}

const tree: Coverage = {record: 'coverage', id: 'msti/code#s1', scope: {path: 'code'}, status: 'complete'}

function inputWith(...coverage: readonly Coverage[]) {
  const input = reportInput()
  return {...input, estate: {...input.estate, coverage}}
}

const mixed = inputWith(
  tree,
  listing('111111111111 eu-west-1', 'rds', 'complete', {items: 2}),
  listing('111111111111 eu-west-1', 'sqs'),
  listing('111111111111 eu-west-2', 'rds', 'complete', {items: 3}),
  listing('111111111111 eu-west-2', 'sqs'),
  listing('222222222222 eu-west-1', 'rds', 'denied', {reason: 'the role may not list databases'}),
  listing('222222222222 eu-west-1', 'sqs'),
  listing('222222222222 eu-west-2', 'rds', 'denied', {reason: 'the role may not list databases'}),
  listing('222222222222 eu-west-2', 'sqs', 'partial', {reason: 'a page broke off'}),
)

describe('what was looked at in clouds', () => {
  it('is nothing where no cloud was', () => {
    expect(cloudCoverage(indexReport(inputWith(tree)))).toBeUndefined()
  })

  it('is account by region by service, regions alike together, gaps first', () => {
    const found = cloudCoverage(indexReport(mixed))

    expect(found).toMatchObject({services: ['rds', 'sqs'], listings: 8, complete: 5})
    expect(found?.rows.map(({account, regions, cells}) => [account, regions, Object.fromEntries(cells)])).toEqual([
      [
        '222222222222',
        ['eu-west-1'],
        {rds: {status: 'denied', found: 0, kept: 0}, sqs: {status: 'complete', found: 0, kept: 0}},
      ],
      [
        '222222222222',
        ['eu-west-2'],
        {rds: {status: 'denied', found: 0, kept: 0}, sqs: {status: 'partial', found: 0, kept: 0}},
      ],
      [
        '111111111111',
        ['eu-west-1', 'eu-west-2'],
        {rds: {status: 'complete', found: 5, kept: 0}, sqs: {status: 'complete', found: 0, kept: 0}},
      ],
    ])
  })

  it('tells what complete listings leave out once, with the accounts, in the page and in Markdown', () => {
    const skipped = {code: 'region-skipped', what: 'me-south-1', count: 1, message: 'me-south-1 is not looked at'}
    const input = inputWith(
      {...listing('222222222222 eu-west-1', 'ec2'), notes: [skipped]},
      {...listing('111111111111 eu-west-1', 'ec2'), notes: [skipped]},
    )

    expect(cloudCoverage(indexReport(input))?.notes).toEqual([
      {message: 'me-south-1 is not looked at', accounts: ['111111111111', '222222222222']},
    ])
    expect(String(renderMarkdown(input).content)).toContain(String.raw`- me\-south\-1 is not looked at (2 accounts)`)
    const page = String([...renderHtml(input, {})][0]?.content)
    expect(new JSDOM(page).window.document.body.textContent).toMatch(/me-south-1 is not looked at\s*111111111111/)
  })

  it('tells each reason for a gap once, with the permission and the places', () => {
    expect(cloudCoverage(indexReport(mixed))?.gaps).toEqual([
      {
        status: 'denied',
        reason: 'the role may not list databases',
        action: 'rds:Listrds',
        services: ['rds'],
        accounts: ['222222222222'],
        listings: 2,
      },
      {status: 'partial', reason: 'a page broke off', services: ['sqs'], accounts: ['222222222222'], listings: 1},
    ])
  })

  it('stands apart from other scopes, in every format', () => {
    expect(coverageRows(indexReport(mixed)).map(({what}) => what)).toEqual(['path: code'])
    const text = String([...renderHtml(mixed, {})][0]?.content)
    const {document} = new JSDOM(text).window
    const rows = [...document.querySelectorAll('table.cloud tbody tr')].map((row) =>
      [...row.children].map(({textContent}) => textContent.replace(/\s+/g, ' ').trim()),
    )
    expect(rows).toEqual([
      ['222222222222', 'eu-west-1', 'RRefused, nothing found', 'Complete, nothing found'],
      ['222222222222', 'eu-west-2', 'RRefused, nothing found', 'Partial, nothing found'],
      ['111111111111', 'eu-west-1 and eu-west-2', 'Complete, found 5', 'Complete, nothing found'],
    ])
    expect(String(renderMarkdown(mixed).content)).toContain(
      '- Refused, 2 listings of rds: the role may not list databases (rds:Listrds)',
    )
  })

  it('tells what is kept of an account that was refused, and of when, in every format', () => {
    const note = {code: 'as-of', what: '2026-11-01', count: 1, message: 'what was seen on 2026-11-01 is kept'}
    const refused = ['rds', 'sqs', 'sns', 'eks'].map((service) => ({
      ...listing('222222222222 eu-west-1', service, 'denied', {reason: 'the role is refused: x:AssumeRole'}),
      scope: {
        ...listing('222222222222 eu-west-1', service).scope,
        action: 'x:AssumeRole',
      },
      counts: {items: 0, pages: 0, kept: 3},
      notes: [note],
    }))
    const input = inputWith(...refused)
    const {document} = new JSDOM(String([...renderHtml(input, {})][0]?.content)).window
    const row = document.querySelector('table.cloud tbody tr')?.textContent.replace(/\s+/g, ' ')
    const terminal = renderCollected({counts: {}, coverage: refused, problems: []})

    expect(cloudCoverage(indexReport(input))?.gaps).toHaveLength(1)
    expect(row).toContain('Refused, found nothing, kept from before (3)')
    expect(document.body.textContent).toContain('what was seen on 1 November 2026 is kept')
    expect(String(renderMarkdown(input).content)).toContain('what was seen on 1 November 2026 is kept')
    expect(terminal.split('\n')).toEqual([
      '',
      '  account       region            complete',
      '  222222222222  eu-west-1         0 of 4          denied: all of them; kept',
      '                                                  from before',
      '',
      '  denied: the role is refused: x:AssumeRole. In account 222222222222; 4 listings',
      '  of eks, rds, sns and sqs. What was seen on 1 November 2026 is kept.',
    ])
  })

  it('is one line a reason in the summary of an audit, not one a listing', () => {
    const {estate, assessments, settings} = mixed
    const audit = {systems: 1, legacy: 0, redRated: 0, couldBeRed: 0, unknown: 0, partial: 3, conflicts: 0, problems: 0}
    const text = renderSummary({
      audit: audit as unknown as Parameters<typeof renderSummary>[0]['audit'], // the figures that a summary reads
      assessments,
      settings,
      coverage: estate.coverage,
      allocations: [],
      unlisted: [],
    })

    expect(text.match(/Not complete/g)).toHaveLength(2)
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Not complete: 2 listings of rds, denied: the role may not list databases (rds:Listrds)',
    )
  })

  it('of a large organisation stays small enough to open', () => {
    const accounts = Array.from({length: 300}, (_, at) => String(100_000_000_000 + at))
    const regions = Array.from({length: 17}, (_, at) => `region-${at}`)
    const services = Array.from({length: 24}, (_, at) => `service-${at}`)
    const all = accounts.flatMap((account, a) =>
      regions.flatMap((region, r) =>
        services.map((service) => listing(`${account} ${region}`, service, (a + r) % 3 === 0 ? 'failed' : 'complete')),
      ),
    )
    const files = [...renderHtml(inputWith(...all), {})]

    expect(Math.max(...files.map(({content}) => Buffer.byteLength(String(content))))).toBeLessThan(2_000_000)
  })
})
