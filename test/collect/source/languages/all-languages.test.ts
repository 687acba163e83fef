import {readdirSync} from 'node:fs'
import {describe, expect, it} from '@jest/globals'
import {countedLanguages, scriptLanguages} from '../../../../src/collect/source/languages.ts'
import {languageScanners, scannerOf} from '../../../../src/collect/source/languages/all-languages.ts'
import {scanFile} from '../../../../src/collect/source/languages/scan-file.ts'
import {parserOf} from './scan.ts'

const folder = new URL('../../../../src/collect/source/languages/', import.meta.url)
const folders = readdirSync(folder, {withFileTypes: true}).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

describe('the languages', () => {
  it('are those that have a folder, each named as its id', () => {
    expect(languageScanners.map(({id}) => id).toSorted()).toEqual(folders.toSorted())
  })

  it('claim no extension twice, and none that is only counted', () => {
    const claimed = languageScanners.flatMap(({extensions}) => extensions)

    expect(new Set(claimed).size).toBe(claimed.length)
    for (const extension of claimed) {
      expect(scriptLanguages).not.toHaveProperty(extension)
      expect(countedLanguages).not.toHaveProperty(extension)
    }
  })
})

describe.each(languageScanners.map((scanner) => [scanner.id, scanner] as const))('%s', (id, scanner) => {
  const [extension = ''] = scanner.extensions
  const read = async (text: string) =>
    scanFile(scanner, {path: `hostile.${extension}`, text}, await parserOf(scanner.grammar))

  it('has the files that every language has, and a test', () => {
    const files = readdirSync(new URL(`${id}/`, folder))

    // One that is read by tokens may import nothing, and know no libraries.
    const needed = 'read' in scanner ? ['scanner.ts'] : ['imports.ts', 'libraries.ts', 'scanner.ts']
    expect(files).toEqual(expect.arrayContaining(needed))
    expect(readdirSync(new URL(`./${id}/`, import.meta.url))).toContain('scanner.test.ts')
  })

  it('finds nothing in nothing', async () => {
    expect(await read('')).toMatchObject({imports: [], declares: [], facts: []})
  })

  it.each([
    ['brackets nested 5,000 deep', '('.repeat(5000) + ')'.repeat(5000)],
    ['blocks that never end', 'class A { '.repeat(5000)],
    ['a text that never ends', `x = "${'a'.repeat(100_000)}`],
    ['a comment that never ends', `/* ${'* '.repeat(50_000)}`],
    ['NULs and half characters', `\0\ud800 import \udc00 "https://\0host.example.gov.uk\0"\0`],
    ['a megabyte on one line', 'a + "b" * '.repeat(100_000)],
    ['concatenation 5,000 deep', `x("select a from b where c = "${' + d + " or c = "'.repeat(5000)});`],
  ])('gets through %s, and what it finds is JSON', async (_, text) => {
    const found = await read(text)

    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })
})

describe('an ending that two eras share', () => {
  it('is told apart by what stands in the file', () => {
    const idOf = (path: string, text: string): string | undefined => scannerOf(path, text)?.id

    expect(idOf('a.prc', '//STEP1 EXEC PGM=A\n')).toBe('jcl')
    expect(idOf('a.prc', 'CREATE OR REPLACE PROCEDURE a IS BEGIN NULL; END;')).toBe('plsql')
    expect(idOf('a.ctl', 'VERSION 5.00\nBegin VB.UserControl a\n')).toBe('vb6')
    expect(idOf('a.ctl', ' REPRO INFILE(A) OUTFILE(B)\n')).toBe('jcl')
  })
})
