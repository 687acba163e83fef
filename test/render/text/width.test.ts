import {describe, expect, it} from '@jest/globals'
import stringWidth from 'string-width'
import {widthOf} from '../../../src/render/text/width.ts'

describe('the columns of a text', () => {
  it('are those of each letter and sign by itself', () => {
    const letters = Array.from({length: 0x600}, (_, at) => String.fromCodePoint(at))
    expect(letters.filter((letter) => widthOf(letter) !== stringWidth(letter))).toEqual([])
  })

  it.each([
    ['£12,400 a year', 14],
    ['Swyddfa’r Goleudai', 18],
    ['e\u0301cole', 5],
    ['灯台 1', 6],
    ['\u001b[1mbold\u001b[0m', 4],
    ['', 0],
  ])('of %j are counted as a terminal shows them', (text, columns) => expect(widthOf(text)).toBe(columns))
})
