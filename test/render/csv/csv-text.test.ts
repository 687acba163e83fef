import {describe, expect, it} from '@jest/globals'
import {parse} from 'csv-parse/sync'
import {csvText} from '../../../src/render/csv/csv-text.ts'

describe('text of CSV', () => {
  it('quotes only what needs it, and ends each line as RFC 4180 says', () => {
    expect(
      csvText([
        ['id', 'name', 'risk'],
        ['a', 'Tide, and more', 5.5],
        ['', 'the "old" one', -0],
      ]),
    ).toBe('id,name,risk\r\na,"Tide, and more",5.5\r\n,"the ""old"" one",0\r\n')
  })

  it('is read as it was meant, whatever stands in a cell', () => {
    const rows = [
      ['"', '""', ',', '\r', '\n', '\r\n', ' ', '"a",b', 'ü"ü\nü', ' a '],
      ['', '', '', '', '', '', '', '', '', 'x'],
    ]
    expect(parse(csvText(rows), {record_delimiter: '\r\n'})).toEqual(rows)
  })
})
