import {describe, expect, it} from '@jest/globals'
import {readTsconfigs} from '../../../../src/collect/source/scripts/read-tsconfigs.ts'

const read = (text: string) => readTsconfigs([{path: 'tsconfig.json', sha256: '', text}])

describe('tsconfig files', () => {
  it.each([
    ['as JSON', '{"compilerOptions": {"baseUrl": "src"}}'],
    ['with comments', '{ // where\n/* "baseUrl": "no" */ "compilerOptions": {"baseUrl": "src"}}'],
    ['with commas behind the last', '{"compilerOptions": {"baseUrl": "src", }, // all\n}'],
  ])('are read %s', (_what, text) =>
    expect(read(text)).toEqual({
      tsconfigs: new Map([['tsconfig.json', {compilerOptions: {baseUrl: 'src'}}]]),
      faults: [],
    }),
  )

  it('keep what looks like comments and commas in texts', () => {
    const {tsconfigs} = read('{"extends": "a//b/*c*/,}", }')
    expect(tsconfigs.get('tsconfig.json')).toEqual({extends: 'a//b/*c*/,}'})
  })

  it('are read as far as they are sound, and the fault is told', () => {
    const {tsconfigs, faults} = read('{"compilerOptions": {"baseUrl": "src"}\n"extends": }')
    expect(tsconfigs.get('tsconfig.json')).toMatchObject({compilerOptions: {baseUrl: 'src'}})
    expect(faults).toEqual([['tsconfig.json', {line: 2, message: expect.stringMatching(/^syntax error: /)}]])
  })

  it('of other names are passed over', () =>
    expect(readTsconfigs([{path: 'package.json', sha256: '', text: '{'}])).toEqual({
      tsconfigs: new Map(),
      faults: [],
    }))
})
