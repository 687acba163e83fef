import {describe, expect, it} from '@jest/globals'
import {placesByFile} from '../../../src/render/facts/evidence-places.ts'

describe('places of evidence', () => {
  it('say of tables which row, of other files which line, and stand together by file', () => {
    expect(placesByFile(['return.csv:10', 'estate.yaml:33', 'return.csv:4', 'estate.yaml:14', 'src/db.ts:7'])).toEqual([
      'return.csv, rows 4 and 10',
      'estate.yaml, lines 14 and 33',
      'src/db.ts:7',
    ])
  })

  it('name the sheet, and leave what is neither row nor line as it is', () => {
    expect(
      placesByFile([
        'return.csv:10',
        'estate.xlsx:Systems:12',
        'estate.xlsx:Old: 2019:3',
        'page.json.gz#/a/0',
        'e.yaml',
      ]),
    ).toEqual([
      'return.csv, row 10',
      'estate.xlsx, sheet Systems, row 12',
      'estate.xlsx, sheet Old: 2019, row 3',
      'page.json.gz#/a/0',
      'e.yaml',
    ])
  })
})
