import {expect, it} from '@jest/globals'
import {safeCell} from '../../../src/render/csv/safe-cell.ts'

it.each([
  ['a\u001b[31mred\u0000', 'a[31mred'],
  ['left\u202eright\u2066', 'leftright'],
  ['two\r\nlines\tof it', 'two lines of it'],
  ['\u0000=1+1', "'=1+1"],
  [' \t＠SUM', "'＠SUM"],
  ['Dŵr Cymru – ‘plain’ 🏴󠁧󠁢󠁷󠁬󠁳󠁿', 'Dŵr Cymru – ‘plain’ 🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
  ['x'.repeat(5000), 'x'.repeat(5000)],
])('a cell holds text alone, whole, and no formula: %j', (text, cell) => {
  expect(safeCell(text)).toBe(cell)
})
