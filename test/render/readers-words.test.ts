import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {valueText} from '../../src/render/facts/value-words.ts'
import {keyWords} from '../../src/model/key-words.ts'
import {coverageRows} from '../../src/render/facts/completeness.ts'
import {indexReport} from '../../src/render/facts/report-index.ts'
import {reportInput} from './inputs.ts'

const reports = join(import.meta.dirname, '../../reports')
/** Keys that a reader is told to add to a declared file, and names of the estate that are written so. */
const allowed = new Set([
  'coveredBy',
  'dependantsComplete',
  'highestSeverity',
  'jQuery',
  'leavingWithin12Months',
  'lifeYears',
  'meetsNeeds',
  'lastUsed',
  'retentionDuty',
  // Tables, as the code of the sample names them.
  'beach_notice',
  'berth_clearance',
  'clock_reading',
  'high_water',
  'launch_window',
  'lunar_argument',
  'prediction_change',
  'sea_wall',
  'surge_warning',
  'tblBarrier',
  'tblClosure',
  // A link to another database.
  'master_clock',
])

/** What a page shows, but places of evidence and what is to be typed at a command line. */
function shown(file: string): string {
  const text = readFileSync(join(reports, file), 'utf8')
  if (!file.endsWith('.html')) return text.replace(/```[\s\S]*?```/g, ' ').replace(/\\(?=[^a-z])/g, '')
  return text
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<(td|span) [^>]*class="place[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
}

describe('what a reader of the sample’s report reads', () => {
  it.each(readdirSync(reports).filter((file) => /\.(html|md|txt)$/.test(file)))(
    'has no key and no id of the inside: %s',
    (file) => {
      const words = shown(file).match(/(?<![\w./-])([a-z]+[A-Z]\w*|[a-z]+_[a-z]\w*|g\d+)(?![\w/-])/g) ?? []

      expect([...new Set(words)].filter((word) => !allowed.has(word))).toEqual([])
    },
  )
})

describe('keys and values', () => {
  it('are put in words', () => {
    expect(['badCells', 'annualRunGbp', 'engineVersion', 'roleARN', 'owner', 'leftOut.link'].map(keyWords)).toEqual([
      'cells not understood',
      'annual run cost, £',
      'engine version',
      'role ARN',
      'owner',
      'leftOut.link',
    ])
    expect([true, 12, ['a', 'b'], {needed: 4, leavingWithin12Months: 1}, null].map(valueText)).toEqual([
      'yes',
      '12',
      'a, b',
      'needed 4, leaving within 12 months 1',
      'nothing',
    ])
  })

  it('of a spreadsheet’s coverage are counted in words', () => {
    const index = indexReport(
      reportInput({
        records: [
          {
            record: 'coverage',
            id: 's9',
            scope: {file: 'fog.csv'},
            status: 'partial',
            reason: '1 cell cannot be understood',
            counts: {rows: 2, badCells: 1, saidUnknown: 0},
          },
        ],
      }),
    )

    expect(coverageRows(index).find(({what}) => what === 'file: fog.csv')).toMatchObject({
      counts: 'cells not understood 1, rows 2, cells that say unknown 0',
      detail: '1 cell cannot be understood.',
    })
  })
})
