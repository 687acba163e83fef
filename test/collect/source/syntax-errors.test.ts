import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {openScanJournal} from '../../../src/collect/source/scan-journal.ts'
import {isRead, scanTree} from '../../../src/collect/source/scan-tree.ts'
import {syntaxProblems} from '../../../src/collect/source/syntax-problems.ts'
import {listTree} from '../../../src/collect/source/walk-tree.ts'
import {scanned} from './manifests/scan.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-syntax-'))
afterAll(() => rmSync(folder, {recursive: true}))

describe('a module with syntax errors', () => {
  it('is told with its first line that is wrong, and counted by language', async () => {
    const {problems, notes} = await scanned({
      'a.ts': 'export const a = 1\nexport function b( {\n',
      'b.js': 'const a = 1\n\nconst = 2\nlet let let\n',
      'c.tsx': 'export const c = <p>one</div>\n',
      'd.ts': 'export const sound = <T,>(one: T): T => one\n',
    })
    expect(problems).toEqual([
      "a.ts:3 syntax-error: syntax error: '}' expected",
      'b.js:3 syntax-error: syntax error: Variable declaration expected',
      "c.tsx:1 syntax-error: syntax error: Expected corresponding JSX closing tag for 'p'",
    ])
    expect(notes).toEqual([
      '1 JavaScript file with syntax errors: read only in part',
      '2 TypeScript files with syntax errors: read only in part',
    ])
  })

  it('never shows what stands in it', async () => {
    const {problems} = await scanned({'a.ts': 'const password = "hunter2-hunter2\nhunter2(\n'})
    expect(problems).toEqual(['a.ts:1 syntax-error: syntax error: Unterminated string literal'])
  })

  it('may be old JavaScript, JSX in JavaScript or a script that begins with its interpreter', async () => {
    const {problems} = await scanned({
      'old.js': 'var mode = 0755; with (window) { alert(mode) }\nvar text = "\\101"\n',
      'view.js': 'export const view = <b>{1}</b>\n',
      'run.js': '#!/usr/bin/env node\nawait import("x")\n',
      'flow.js': '// @flow\nimport typeof Thing from "thing"\nopaque type A = {| a: number |}\n',
    })
    expect(problems).toEqual([])
  })

  it('keeps what can be read of it', async () => {
    const {records} = await scanned({'a.ts': "import './b'\nexport function c( {\n", 'b.ts': 'export const b = 1\n'})
    expect(records.filter((record) => record.record === 'relation' && record.type === 'IMPORTS')).toHaveLength(1)
  })
})

describe('settings and manifests that are not sound', () => {
  it('are told with their line and counted', async () => {
    const {problems, notes} = await scanned({
      'a.ts': 'export {}\n',
      'tsconfig.json':
        '{\n  // comments are allowed, and commas at the end\n  "compilerOptions": {"strict" true,},\n}\n',
      'package.json': '{\n  "name": "a",\n  "secret": "hunter2"\n  "version": "1.0.0"\n}\n',
      'package-lock.json': '{"packages": {\n',
      'b/pnpm-lock.yaml': 'importers:\n  .: {a: 1\nb: 2\n',
      'c/global.json': '\n// the SDK\n{"sdk": {"version": }}\n',
      'd/pom.xml': '<project>\n<a></b>\n</project>\n',
      'e/package.json': '\ufeff{"name": "with a byte order mark"}\n',
    })
    expect(problems).toEqual([
      'b/pnpm-lock.yaml:3 bad-manifest: this is no sound YAML',
      'c/global.json:3 bad-manifest: this is no sound JSON',
      'd/pom.xml:2 bad-manifest: this is no sound XML: unexpected close tag',
      'package-lock.json:1 bad-manifest: this is no sound JSON',
      'package.json:4 bad-manifest: this is no sound JSON',
      "tsconfig.json:3 syntax-error: syntax error: ':' expected",
    ])
    expect(notes).toContain('5 manifests or lock files are not sound: not read')
    expect(notes).toContain('1 tsconfig file with syntax errors: read only in part')
  })
})

describe('a tree of many modules', () => {
  it('is checked in a thread of its own with the same findings, which a later scan knows', async () => {
    const root = join(folder, 'many')
    mkdirSync(root)
    for (let at = 0; at < 900; at += 1)
      writeFileSync(join(root, `m${at}.ts`), at % 300 === 7 ? `\nconst = ${at}\n` : `export const m = ${at}\n`)
    const scan = async () => {
      const journal = openScanJournal({path: join(folder, 'journal.jsonl'), code: 'c', stays: true})
      const found = await scanTree(listTree({root, exclude: [], wanted: isRead}), {
        root,
        journal,
        now: () => Date.now(),
      })
      await journal.finish()
      return found
    }
    const expected = ['m307.ts:2', 'm607.ts:2', 'm7.ts:2']
    const first = await scan()
    expect(syntaxProblems(first.faults).map(({where}) => where)).toEqual(expected)
    const second = await scan()
    expect(second.kept).toBe(900)
    expect(syntaxProblems(second.faults)).toEqual(syntaxProblems(first.faults))
  })

  it('names the first two hundred files and counts the others', () => {
    const faults = new Map(Array.from({length: 203}, (_, at) => [`m${at}.ts`, {line: 1, message: 'syntax error: x'}]))
    const problems = syntaxProblems(faults)
    expect(problems).toHaveLength(201)
    expect(problems.at(-1)?.message).toBe('3 further files have syntax errors: counted, not listed')
  })
})

describe('the tree of a file that is not sound', () => {
  const coverageOf = async (files: Readonly<Record<string, string>>) => {
    const {records} = await scanned(files)
    const [status, reason] = records.flatMap((one) => (one.record === 'coverage' ? [one.status, one.reason] : []))
    return {status, reason}
  }

  it('is looked at in part where nothing of a manifest or a lock file is known', async () => {
    expect(
      await coverageOf({'package.json': '{"name": "toll",', 'lib/pom.xml': '<project>', 'a.ts': 'x = 1\n'}),
    ).toEqual({
      status: 'partial',
      reason: '2 manifests or lock files are not sound, so nothing of them is known (lib/pom.xml, package.json)',
    })
  })

  it('is looked at whole where a manifest is of a test, of another kind or without a version, or a module is read in part', async () => {
    const files = {
      'test/fixtures/package.json': '{"name": "toll",',
      'other/pom.xml': '<html/>',
      'pom.xml': '<project><artifactId>a</artifactId><version>${unset}</version></project>',
      'a.ts': 'export const a = 1\nexport function b( {\n',
    }
    expect(await coverageOf(files)).toEqual({status: 'complete', reason: undefined})
  })
})
