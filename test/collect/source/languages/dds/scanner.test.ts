import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {factsOf} from '../scan.ts'

const a = (type: string, name: string, keywords: string): string =>
  `     A${' '.repeat(10)}${type} ${name.padEnd(10)}${' '.repeat(16)}${keywords}`

describe('files that DDS describes', () => {
  it('are tables with their formats, and views over tables', async () => {
    const physical = [
      '     A* PFILE(NOBODY)',
      a(' ', '', 'UNIQUE'),
      a('R', 'TIDEREC', ''),
      a(' ', 'PORT', ''),
      a('K', 'PORT', ''),
    ].join('\n')
    const logical = [a('R', 'TIDEREC', 'PFILE(SEALIB/TIDES +'), a(' ', '', 'HEIGHTS)'), a('K', 'HEIGHT', '')].join('\n')

    expect(await factsOf('dds', 'TIDES.PF', physical)).toEqual([
      {is: 'dds', kind: 'physical', name: 'TIDES', formats: ['TIDEREC'], fields: 1, over: [], line: 2},
    ])
    expect(await factsOf('dds', 'TIDESL1.lf', logical)).toEqual([
      {
        is: 'dds',
        kind: 'logical',
        name: 'TIDESL1',
        formats: ['TIDEREC'],
        fields: 0,
        over: ['HEIGHTS', 'TIDES'],
        line: 1,
      },
    ])
  })

  it('are screens and reports by their ending, or by their keywords', async () => {
    const screen = [a(' ', '', 'DSPSIZ(24 80 *DS3)'), a('R', 'SCREEN1', 'CF03(03)'), a(' ', 'PORT', '')].join('\n')

    expect(await factsOf('dds', 'TIDE.dspf', screen)).toMatchObject([
      {kind: 'display', formats: ['SCREEN1'], fields: 1},
    ])
    expect(scannerOf('TIDE.dds', screen)?.id).toBe('dds')
    expect(scannerOf('picture.dds', 'DDS \u0001')).toBeUndefined()
  })
})
