import {expect, it} from '@jest/globals'
import {namesNobody} from '../../src/model/everyday-words.ts'

it.each(['none', ' None ', 'N/A', 'n.a.', '-', '—', 'No supplier', 'not  known', 'TBC', '?'])(
  '%j names nobody',
  (text) => {
    expect(namesNobody(text)).toBe(true)
  },
)

it.each(['Nonesuch Ltd', 'NA Systems', 'No. 7 Computing', 'Unknown Pleasures Ltd', 'Noone & Sons'])(
  '%j is a name',
  (text) => {
    expect(namesNobody(text)).toBe(false)
  },
)
