import {describe, expect, it} from '@jest/globals'
import {jsonText} from '../../src/model/json-document.ts'

describe('a document as text, piece by piece', () => {
  it.each([
    ['empty', {}],
    ['with lists', {a: [1, {b: [true, null]}, 'two\nlines'], none: [], text: '\u2028 "quoted"'}],
    ['with values that are left out', {a: undefined, b: [{c: undefined, d: 1}, undefined], e: {}}],
    ['nested', {schema: 's', deep: {list: [[1, 2], []], more: {x: -0.5}}}],
  ])('is what JSON.stringify gives: %s', (_what, document) => {
    expect([...jsonText(document)].join('')).toBe(`${JSON.stringify(document, null, 1)}\n`)
  })
})
