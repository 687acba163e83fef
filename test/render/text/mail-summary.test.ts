import {describe, expect, it} from '@jest/globals'
import {renderMailSummary} from '../../../src/render/text/mail-summary.ts'
import {reportInput} from '../inputs.ts'

const text = (options?: Parameters<typeof reportInput>[0]) => String(renderMailSummary(reportInput(options)).content)

describe('the summary for an e-mail', () => {
  it('names the ten systems of highest risk and counts all that it does not name', () => {
    const lines = text().split('\n')
    const from = lines.indexOf('Highest risk, of 30:')

    expect(lines.slice(from + 1, from + 13).filter((line) => /: /.test(line))).toHaveLength(10)
    expect(lines[from + 11]).toBe('  and 5 more, in the register of the report')
  })

  it('says when work begins and why then', () => {
    const said = (from: string) => text({roadmap: {from}}).replaceAll('\n', ' ')

    expect(said('2027-01-01')).toContain('Three decisions are needed before work begins on 1 January 2027:')
    expect(said('2027-01-01')).toContain(
      'The plan starts on 1 January 2027, with the quarter after the as-of date, since no other day was asked for, and its first work begins then.',
    )
    expect(said('2026-12-14')).toContain(
      'The plan starts on 14 December 2026, as was asked for, and its first work begins on 1 January 2027.',
    )
  })

  it('counts one system as one', () => {
    expect(text({systems: [{id: 'msti/a', name: 'A', scores: '1 1 1 1 1 1 1 1 1 1 1 1 1'}]})).toMatch(/^ +1 system$/m)
  })
})
