import {describe, expect, it} from '@jest/globals'
import {placesOf} from '../../src/resolve/endpoint-questions.ts'

describe('a question', () => {
  it('names its places by file and line, the first few of them', () => {
    const places = ['a.js:31', 'b.js:2', 'a.js:9', 'a.js:100', 'a.js:9']

    expect(placesOf(['0', '2', '4', '0', '9'], (id) => places[Number(id)])).toEqual({where: 'a.js:9, a.js:31'})
    expect(placesOf(['0', '1', '2', '3'], (id) => places[Number(id)])).toEqual({
      where: 'a.js:9, a.js:31, a.js:100 and 1 more',
    })
    expect(placesOf(['x'], () => undefined)).toEqual({})
  })
})
