import {describe, expect, it} from '@jest/globals'
import {setAsideNotes} from '../../../src/collect/source/set-aside.ts'

const notes = (paths: readonly string[], leftOut: Readonly<Record<string, number>> = {}) =>
  setAsideNotes(
    paths.map((path) => ({path})),
    new Map(Object.entries(leftOut)),
  )

describe('What is set aside of a tree', () => {
  it('is nothing where every file is of production', () => {
    expect(notes(['src/main/java/org/tide/samples/Owner.java', 'web/app.ts'])).toEqual([])
  })

  it('is told with the folders that say so, and how many files of each', () => {
    expect(notes(['tests/a.py', 'tests/b.py', 'shop/tests/c.py', 'shop/d_test.py', 'docs/e.py', 'shop/f.py'])).toEqual([
      {
        code: 'set-aside',
        what: 'tests',
        count: 4,
        message:
          '4 files are taken for tests, and tell nothing of production (tests: 2, by their names: 1, shop/tests: 1)',
      },
      {
        code: 'set-aside',
        what: 'examples',
        count: 1,
        message: '1 file is taken for examples or documentation, and tells nothing of production (docs: 1)',
      },
    ])
  })

  it('does not hold members of a library of a mainframe, whose name is told as doubtful', () => {
    expect(notes(['PROD/TEST/TIDE010.cbl', 'PROD/TEST/TIDE020.cbl'])).toEqual([
      {
        code: 'set-aside',
        what: 'names like those of tests or examples',
        count: 2,
        message:
          '2 files are taken for production, though a folder is called as those of tests or examples are: exclude it if it is one (PROD/TEST: 2)',
      },
    ])
  })

  it('has the folders of others\u2019 code and of what builds write, and the files that say that they are generated', () => {
    expect(
      notes([], {'vendored node_modules': 1, 'vendored app/vendor': 1, 'generated dist': 1, 'generated src/gen/': 3}),
    ).toEqual([
      {
        code: 'set-aside',
        what: 'others\u2019 code',
        count: 2,
        message:
          '2 folders of others\u2019 code: not looked into, so their files are not counted (app/vendor, node_modules)',
      },
      {
        code: 'set-aside',
        what: 'generated folders',
        count: 1,
        message: '1 folder of what builds write: not looked into, so their files are not counted (dist)',
      },
      {code: 'set-aside', what: 'generated files', count: 3, message: '3 generated files are not read (src/gen: 3)'},
    ])
  })

  it('is told in a line that a report has room for', () => {
    const paths = Array.from({length: 40}, (_, at) => `modules/of/many/kinds/number-${String(at)}/tests/a.py`)

    const [note] = notes(paths)

    expect(note?.count).toBe(40)
    expect(note?.message.length).toBeLessThan(300)
    expect(note?.message).toMatch(/, and \d+ more folders\)$/)
  })
})
