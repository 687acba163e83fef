import {describe, expect, it} from '@jest/globals'
import {terminalProgress} from '../../src/audit/progress.ts'
import {type Mark, secondsLeft, withMark, writtenTimeLeft} from '../../src/audit/time-left.ts'

/** The marks that a stage leaves which is at `done(second)` every half second, to the given second. */
function marksOf(seconds: number, done: (second: number) => number): readonly Mark[] {
  let marks: readonly Mark[] = []
  for (let half = 0; half <= seconds * 2; half += 1) marks = withMark(marks, {atMs: half * 500, done: done(half / 2)})
  return marks
}

const left = (marks: readonly Mark[], total: number): number | undefined =>
  secondsLeft(marks, marks.at(-1) ?? {atMs: 0, done: 0}, total)

describe('the time left', () => {
  it('is what remains at the pace seen', () => {
    expect(
      left(
        marksOf(10, (second) => second * 50),
        2000,
      ),
    ).toBeCloseTo(30)
  })

  it('goes by the last 20 seconds, so that what was kept from before and done at once misleads nobody', () => {
    expect(
      left(
        marksOf(60, (second) => (second === 0 ? 0 : 5000 + second * 10)),
        6000,
      ),
    ).toBeCloseTo(40)
  })

  it('follows a pace that changes', () => {
    expect(
      left(
        marksOf(100, (second) => (second < 50 ? second * 100 : 5000 + (second - 50) * 10)),
        6500,
      ),
    ).toBeCloseTo(100)
  })

  it('is not told before a second has gone, while nothing moves, and when more is done than there was', () => {
    expect(
      left(
        marksOf(0.5, (second) => second * 100),
        1000,
      ),
    ).toBeUndefined()
    expect(
      left(
        marksOf(10, () => 7),
        1000,
      ),
    ).toBeUndefined()
    expect(
      left(
        marksOf(10, (second) => second * 100),
        900,
      ),
    ).toBeUndefined()
    expect(left([], 900)).toBeUndefined()
  })

  it('begins anew with other work, which is at a smaller figure', () => {
    const marks = withMark(
      marksOf(30, (second) => second * 100),
      {atMs: 31_000, done: 10},
    )
    expect(marks).toEqual([{atMs: 31_000, done: 10}])
  })

  it('is made from few marks, however often work is told', () => {
    let marks: readonly Mark[] = []
    for (let ms = 0; ms < 100_000; ms += 1) marks = withMark(marks, {atMs: ms, done: ms})
    expect(marks.length).toBeLessThan(100)
    expect(secondsLeft(marks, {atMs: 100_000, done: 100_000}, 110_000)).toBeCloseTo(10)
  })

  it.each([
    [0.2, 'about 1 s left'],
    [7.4, 'about 7 s left'],
    [42, 'about 40 s left'],
    [89, 'about 90 s left'],
    [150, 'about 3 min left'],
    [3560, 'about 59 min left'],
    [4130, 'about 1 h 10 min left'],
    [7190, 'about 2 h left'],
  ])('is written no finer than anybody can know: %d', (seconds, written) => {
    expect(writtenTimeLeft(seconds)).toBe(written)
  })
})

describe('progress', () => {
  /** A stage of 400 files at ten a second, as the stream has it. */
  function told(isTTY: boolean): readonly string[] {
    const lines: string[] = []
    let ms = 0
    const progress = terminalProgress({isTTY, write: (text) => lines.push(text)}, () => ms)
    progress.begin('collect source')
    for (let done = 0; done < 400; done += 1, ms += 100) progress.move(done, 400, 'files')
    progress.settle('collect source', '1 source, 400 files', 'done')
    return lines
  }

  it('is a line now and then where it is piped', () => {
    expect(told(false)).toEqual([
      '  collect source    150 of 400 files, about 30 s left\n',
      '  collect source    300 of 400 files, about 10 s left\n',
      `  collect source    1 source, 400 files${' '.repeat(31)}    40.0 s\n`,
    ])
  })

  it('is one line in place on a terminal, no wider than it', () => {
    const lines = told(true)
    expect(lines.length).toBeGreaterThan(300)
    expect(lines.slice(0, -1).every((line) => /^\r\u001b\[2K[^\n]{1,79}$/.test(line))).toBe(true)
    expect(lines.at(200)).toContain('about 20 s left')
  })

  it('says nothing of a short stage but what came of it', () => {
    const lines: string[] = []
    const progress = terminalProgress({write: (text) => lines.push(text)}, () => 0)
    progress.begin('resolve')
    progress.move(1, 2, 'files')
    progress.settle('resolve', '3 things', 'unchanged')
    expect(lines).toHaveLength(1)
  })
})

it('settles to a line with the time, and goes on below it where the note is long, with nothing cut', () => {
  const written: string[] = []
  const progress = terminalProgress({write: (text: string) => written.push(text)}, () => 0)

  progress.settle('plan', '114 waves, January 2027 to September 2036, 1,215 not placed', 'done')

  const lines = written.join('').split('\n').slice(0, -1)
  expect(lines.map((line) => line.trim().replace(/ {2,}/g, '|'))).toEqual([
    'plan|114 waves, January 2027 to September 2036, 1,215 not|0.0 s',
    'placed',
  ])
  expect(lines.every((line) => line.length <= 80)).toBe(true)
})
