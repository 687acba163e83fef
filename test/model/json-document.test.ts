import {describe, expect, it} from '@jest/globals'
import {jsonText} from '../../src/model/json-document.ts'

describe('a document as text, piece by piece', () => {
  it.each([
    ['empty', {}],
    ['with lists', {a: [1, {b: [true, null]}, 'two\nlines'], none: [], text: '\u2028 "quoted"'}],
    ['with values that are left out', {a: undefined, b: [{c: undefined, d: 1}, undefined], e: {}}],
    ['nested', {schema: 's', deep: {list: [[1, 2], []], more: {x: -0.5}}}],
  ])('says what JSON.stringify says: %s', (_what, document) => {
    expect(JSON.stringify(JSON.parse([...jsonText(document)].join('')))).toBe(JSON.stringify(document))
  })

  it('has a field a line, and of a list an item a line', () => {
    expect([...jsonText({a: [{b: [1, 2]}, undefined], c: {d: 'e'}})].join('')).toBe(
      '{\n "a": [\n  {"b":[1,2]},\n  null\n ],\n "c": {"d":"e"}\n}\n',
    )
  })
})
