import {describe, expect, it} from '@jest/globals'
import {copiedCode} from '../../../src/collect/source/copied-code.ts'
import {fingerprintsOf} from '../../../src/collect/source/languages/code-fingerprints.ts'
import {comparedCode} from '../../../src/collect/source/languages/compared-code.ts'
import {cobol} from '../../../src/collect/source/languages/cobol/scanner.ts'
import {scanned} from './manifests/scan.ts'

/** So many statements, which differ from those of any other seed. */
const statements = (seed: string, count: number): readonly string[] =>
  Array.from({length: count}, (_, at) => `    MOVE ${seed}-${at * 7} TO TOTAL-${at}.`)

const program = (name: string, ...code: readonly string[]): string =>
  ['IDENTIFICATION DIVISION.', `PROGRAM-ID. ${name}.`, 'DATA DIVISION.', 'PROCEDURE DIVISION.', ...code]
    .map((line) => `       ${line}`)
    .join('\n')

function copiedIn(files: Readonly<Record<string, string>>) {
  const fingerprints = new Map(
    Object.entries(files).flatMap(([path, text]) => {
      const {fingerprints} = 'read' in cobol ? cobol.read({path, text}) : {}
      return fingerprints === undefined ? [] : [[path, fingerprints]]
    }),
  )
  return copiedCode(fingerprints).map(
    ({lines, places}) => `${lines}: ${places.map(({path, line, until}) => `${path} ${line}-${until}`).join(', ')}`,
  )
}

describe('code that stands in several programs', () => {
  it('is told with both places, whatever stands around it, its margin and its comments', () => {
    const shared = statements('SHARED', 60)
    const commented = shared.flatMap((line, at) => (at === 30 ? ['*   A REMARK', line.slice(2)] : [line.slice(2)]))
    const [one, ...others] = copiedIn({
      'A.cbl': program('A', ...statements('A', 12), ...shared, ...statements('B', 50)),
      'B.cbl': program('B', ...statements('C', 40), ...commented).replace('       *   A', '      *   A'),
      'C.cbl': program('C', ...statements('D', 100)),
    })
    const [, lines, a, untilA, b, untilB] = /^(\d+): A\.cbl (\d+)-(\d+), B\.cbl (\d+)-(\d+)$/.exec(one ?? '') ?? []

    expect(others).toEqual([])
    expect(Number(lines)).toBeGreaterThanOrEqual(40)
    expect(Number(lines)).toBeLessThanOrEqual(60)
    // Within what is the same, in both.
    expect(Number(a)).toBeGreaterThanOrEqual(17)
    expect(Number(untilA)).toBeLessThanOrEqual(76)
    expect(Number(b)).toBeGreaterThanOrEqual(45)
    expect(Number(untilB)).toBeLessThanOrEqual(105)
  })

  it('is the same in capitals and in small letters, but not where a literal says something else', () => {
    const shown = (text: string, count: number): readonly string[] =>
      Array.from({length: count}, (_, at) => `    DISPLAY '${text}' "It's" ITEM-${at}.`)
    const small = (lines: readonly string[]): readonly string[] =>
      lines.map((line) => line.replace(/DISPLAY|ITEM/g, (word) => word.toLowerCase()))
    const places = (...lines: readonly (readonly string[])[]) =>
      copiedIn(Object.fromEntries(lines.map((own, at) => [`${at}.cbl`, program(`P${at}`, ...own)])))

    expect(
      places(
        statements('SHARED', 40),
        statements('shared', 40).map((line) => line.toLowerCase()),
      ),
    ).toEqual(['40: 0.cbl 5-44, 1.cbl 5-44'])
    expect(places(shown('Rates', 40), small(shown('Rates', 40)))).toEqual(['40: 0.cbl 5-44, 1.cbl 5-44'])
    expect(places(shown('Rates', 40), shown('RATES', 40))).toEqual([])
  })

  it('of 30 lines is always found, and of fewer than 20 never', () => {
    const at = (count: number) => {
      const shared = statements('SHARED', count)
      return Array.from({length: 12}, (_, before) =>
        copiedIn({
          'A.cbl': program('A', ...statements('A', 20 + before), ...shared, ...statements('B', 20)),
          'B.cbl': program('B', ...statements('C', 25), ...shared, ...statements('D', 21)),
        }),
      )
    }

    expect(at(30).every((found) => found.length === 1)).toBe(true)
    expect(at(19).every((found) => found.length === 0)).toBe(true)
  })

  it('is told apart where more of it is in some of the places alone', () => {
    const [all, some] = [statements('ALL', 80), statements('SOME', 60)]
    const found = copiedIn({
      'A.cbl': program('A', ...statements('A', 30), ...all, ...some),
      'B.cbl': program('B', ...statements('B', 30), ...all, ...some),
      'C.cbl': program('C', ...statements('C', 30), ...all, ...statements('E', 60)),
    })

    expect(found.map((one) => one.replace(/\d+/g, '').replace(/\s+-/g, ''))).toEqual([
      ': A.cbl, B.cbl, C.cbl',
      ': A.cbl, B.cbl',
    ])
  })

  it('is told whole where others have parts of it, with those beside it', () => {
    const shared = statements('SHARED', 101)
    const found = copiedIn({
      'R1.cbl': program('R1', ...shared),
      'R2.cbl': program('R2', ...shared),
      'R3.cbl': program('R3', ...shared.slice(0, 40), ...statements('C', 40)),
      'R4.cbl': program('R4', ...statements('D', 40), ...shared.slice(30, 75), ...statements('E', 40)),
    })
    const lines = found.map((one) => Number.parseInt(one, 10))
    const [most, fewest] = [
      [101, 40, 45],
      [101, 30, 25],
    ]

    expect(found.map((one) => one.replace(/^\d+: /, '').replace(/ \d+-\d+/g, ''))).toEqual([
      'R1.cbl, R2.cbl',
      'R1.cbl, R2.cbl, R3.cbl',
      'R1.cbl, R2.cbl, R4.cbl',
    ])
    expect(lines.map((count, at) => count <= (most[at] ?? 0) && count >= (fewest[at] ?? 0))).toEqual([true, true, true])
  })

  it('is told to its first and last statement where these are the first and the last of the programs', () => {
    const same = Array.from({length: 12}, (_, at) => {
      const code = statements(`S${at}`, 60 + at)
      return copiedIn({'A.cbl': program('A', ...code), 'B.cbl': program('B', ...code)})
    })
    const [shared, own] = [statements('SHARED', 60), statements('OWN', 60)]

    expect(same).toEqual(same.map((_, at) => [`${60 + at}: A.cbl 5-${64 + at}, B.cbl 5-${64 + at}`]))
    expect(
      copiedIn({'A.cbl': program('A', ...shared), 'B.cbl': program('B', ...shared, ...own)}).map(
        (one) => /A\.cbl (\d+)-/.exec(one)?.[1],
      ),
    ).toEqual(['5'])
  })

  it('ends at a line that was changed', () => {
    const found = Array.from({length: 12}, (_, at) => {
      const [before, after] = [statements(`BEFORE${at}`, 40), statements(`AFTER${at}`, 30)]
      return copiedIn({
        'A.cbl': program('A', ...before, '    MOVE A TO CHANGED.', ...after),
        'B.cbl': program('B', ...before, '    MOVE B TO CHANGED.', ...after),
      }).map((one) => Number(/A\.cbl (\d+)-(\d+)/.exec(one)?.[1]) > 44)
    })

    expect(found).toEqual(found.map(() => [false, true]))
  })

  it('is told whole though two others have one half each', () => {
    const shared = statements('SHARED', 120)
    const found = copiedIn({
      'R1.cbl': program('R1', ...shared),
      'R2.cbl': program('R2', ...shared),
      'R3.cbl': program('R3', ...shared.slice(0, 60), ...statements('C', 40)),
      'R4.cbl': program('R4', ...statements('D', 40), ...shared.slice(60)),
    })

    expect(found.map((one) => one.replace(/^\d+: /, '').replace(/ \d+-\d+/g, '')).toSorted()).toEqual([
      'R1.cbl, R2.cbl',
      'R1.cbl, R2.cbl, R3.cbl',
      'R1.cbl, R2.cbl, R4.cbl',
    ])
  })

  it('does not explode on programs that repeat themselves', () => {
    const hashes = Array.from({length: 50_000}, (_, at) => Math.imul((at % 30) + 1, 0x9e3779b1))
    const text = fingerprintsOf([{hashes, lines: hashes.map((_, at) => at + 1)}]) ?? ''
    const found = copiedCode(new Map(Array.from({length: 20}, (_, at) => [`P${at}.cbl`, text])))

    expect(new Set(found[0]?.places.map(({path}) => path)).size).toBe(20)
  })

  it('is none in one program alone, in data, in lines that hardly differ, and in what is copied in', () => {
    const data = Array.from({length: 60}, (_, at) => `    05 FIELD-${at} PIC X(${at}).`)
    const table = Array.from({length: 200}, (_, at) => (at % 2 ? '    MOVE SPACES TO A' : '    MOVE SPACES TO B'))
    const twice = statements('TWICE', 50)
    const withData = (name: string): string =>
      program(name).replace('DATA DIVISION.', ['DATA DIVISION.', ...data].join('\n       '))

    expect(copiedIn({'A.cbl': program('A', ...twice, ...twice)})).toEqual([])
    expect(copiedIn({'A.cbl': withData('A'), 'B.cbl': withData('B')})).toEqual([])
    expect(copiedIn({'A.cbl': program('A', ...table), 'B.cbl': program('B', ...table)})).toEqual([])
    expect(copiedIn({'A.cpy': statements('S', 60).join('\n'), 'B.cbl': program('B', ...statements('S', 60))})).toEqual(
      [],
    )
  })

  it('does not explode on a million equal lines, or on a thousand copies of a program', () => {
    const lines = {hashes: Array.from({length: 1_000_000}, () => 7), lines: new Array<number>(1_000_000).fill(1)}
    const whole = fingerprintsOf([
      {
        hashes: Array.from({length: 900}, (_, at) => Math.imul(at + 1, 0x9e3779b1)),
        lines: Array.from({length: 900}, (_, at) => at + 1),
      },
    ])
    const found = copiedCode(new Map(Array.from({length: 1000}, (_, at) => [`P${at}.cbl`, whole ?? ''])))

    expect(fingerprintsOf([lines])).toBe(undefined)
    expect(found.map(({places}) => places.length)).toEqual([1000])
    expect(found[0]?.lines).toBeGreaterThan(870)
  })

  it.each([
    ['pli', 'P.pli', (line: string) => ` ${line};`],
    ['plsql', 'p.pkb', (line: string) => `  ${line}; -- a remark of its own`],
    ['tsql', 'p.tsql', (line: string) => `  ${line} /* and one */`],
    ['vb6', 'P.bas', (line: string) => `${line} ' it's a remark`],
    ['rpg', 'P.rpgle', (line: string) => `     C                   ${line}`],
  ])('is compared in %s too', (language, path, written) => {
    const lines = (seed: string, count: number): readonly string[] =>
      Array.from({length: count}, (_, at) => written(`x${at * 3} = ${seed}(${at})`))
    const of = (...code: readonly string[]): string => comparedCode(language, {path, text: code.join('\n')}) ?? ''
    const found = copiedCode(
      new Map([
        ['a', of(...lines('a', 25), ...lines('shared', 40))],
        ['b', of(...lines('shared', 40), ...lines('b', 25))],
      ]),
    )

    expect(found.map(({places}) => places.map((place) => place.path))).toEqual([['a', 'b']])
  })

  it('is told of two programs that stand in one file, and of two routines, but not within one alone', async () => {
    const shared = statements('SHARED', 40)
    const ended = (name: string): string => `${program(name, ...shared)}\n       END PROGRAM ${name}.\n`
    const lines = Array.from({length: 40}, (_, at) => `  total_${at} := total_${at} + ${at * 7};`)
    const routine = (name: string, times: number): string =>
      [`CREATE OR REPLACE PROCEDURE ${name} IS`, 'BEGIN', ...Array(times).fill(lines).flat(), `END ${name};`, '/'].join(
        '\n',
      )
    const copied = async (files: Readonly<Record<string, string>>) =>
      (await scanned(files)).records.flatMap((one) =>
        (one.record === 'entity' ? (one.attributes.copiedCode ?? []) : []).map((item) =>
          'value' in item ? (item.value as {in: {line: number; until: number}[]}).in.map(({line}) => line) : [],
        ),
      )

    expect(await copied({'cbl/BOTH.cbl': ended('ONE') + ended('TWO')})).toEqual([[5, 50]])
    expect(await copied({'sql/both.plb': `${routine('one', 1)}\n${routine('two', 1)}\n`})).toEqual([[3, 47]])
    expect(await copied({'sql/one.plb': `${routine('one', 2)}\n`})).toEqual([])
    expect(await copied({'sql/both.sql': `${routine('one', 1)}\n${routine('two', 1)}\n`})).toEqual([[3, 47]])
    expect(await copied({'sql/one.sql': `${routine('one', 2)}\n`})).toEqual([])
  })

  it('stands on its application, with the programs that it is in', async () => {
    const shared = statements('SHARED', 80)
    const {records, notes} = await scanned({
      'cbl/A.cbl': program('A', ...statements('A', 12), ...shared),
      'cbl/B.cbl': program('B', ...shared),
      'test/C.cbl': program('C', ...shared),
    })
    const [item] = records.flatMap((one) => (one.record === 'entity' ? (one.attributes.copiedCode ?? []) : []))
    const value = item && 'value' in item ? item.value : undefined

    expect(value).toMatchObject({
      places: 2,
      in: [{in: expect.stringMatching(/cbl\/A\.cbl::A$/)}, {in: expect.stringMatching(/B$/)}],
    })
    expect(item?.evidence).toHaveLength(2)
    expect(notes.filter((note) => String(note).includes('in several programs'))).toEqual([])
  })

  it('is told as left out where an application has more of it than anybody reads', async () => {
    const shared = Array.from({length: 203}, (_, at) => statements(`SHARED${at}`, 30))
    const between = (seed: string) => shared.flatMap((code, at) => [...code, `    MOVE ${seed}-${at} TO BETWEEN.`])
    const {records, notes} = await scanned({
      'cbl/A.cbl': program('A', ...between('A')),
      'cbl/B.cbl': program('B', ...between('B')),
    })
    const items = records.flatMap((one) => (one.record === 'entity' ? (one.attributes.copiedCode ?? []) : []))

    expect(items).toHaveLength(200)
    expect(notes.filter((note) => String(note).includes('in several programs'))).toEqual([
      '3 pieces of code that stand in several programs are not told: 200 of an application are',
    ])
  })
})
