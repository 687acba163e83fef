import {expect, it} from '@jest/globals'
import {capitalised} from '../../../src/render/facts/words.ts'

it.each([
  ['two systems', 'Two systems'],
  [
    'harbours/berth-booking and harbours/pilotage both claim it',
    'harbours/berth-booking and harbours/pilotage both claim it',
  ],
  ['host:msti/web is nobody’s', 'host:msti/web is nobody’s'],
  ['calls and/or reads', 'Calls and/or reads'],
])('begins %j as a sentence, and leaves an id as it is spelt', (text, expected) => {
  expect(capitalised(text)).toBe(expected)
})
