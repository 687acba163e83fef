import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, it} from '@jest/globals'
import {ChangedMeanwhile, unheld} from '../../../src/collect/source/look-at-file.ts'
import {openScanJournal} from '../../../src/collect/source/scan-journal.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-journal-'))
const path = join(folder, 'journal.jsonl')
afterAll(() => rmSync(folder, {recursive: true}))
beforeEach(() => rmSync(path, {force: true}))

const open = () => openScanJournal({path, code: 'one', stays: true})
const file = (name: string) => ({path: name, sha256: name.padEnd(64, '0')})
const linesOf = () => readFileSync(path, 'utf8').split('\n').length - 1

describe('the journal of a scan', () => {
  it('puts together what was found in a file at several times', async () => {
    const first = open()
    first.keep(file('a.ts'), {module: {imports: []}})
    first.flush()
    first.keep(file('a.ts'), {syntax: null})
    first.flush()
    first.keep(file('a.ts'), {syntax: {line: 1, message: 'later'}})
    await first.finish()

    expect(open().known(file('a.ts'))).toEqual({module: {imports: []}, syntax: {line: 1, message: 'later'}})
  })

  it('goes on from a scan that was broken off, with what it had found so far', () => {
    const first = open()
    first.keep(file('a.ts'), {module: {imports: []}})
    first.keepReading('a.ts', 'settled', {sha256: 'a'})
    first.flush()
    first.keep(file('b.ts'), {module: {imports: []}})

    const next = open()
    expect(next.isInterrupted).toBe(true)
    expect(next.read('a.ts', 'settled')).toEqual({sha256: 'a'})
    expect([next.known(file('a.ts')), next.known(file('b.ts'))]).toEqual([{module: {imports: []}}, undefined])
  })

  it('adds to what is known of a file, and leaves the rest as it stands', async () => {
    const first = open()
    for (const name of ['a.ts', 'b.ts']) first.keep(file(name), {module: {imports: []}})
    await first.finish()
    const next = open()
    for (const name of ['a.ts', 'b.ts']) next.known(file(name))
    next.keep(file('a.ts'), {syntax: null})

    expect(next.known(file('a.ts'))).toEqual({module: {imports: []}, syntax: null})
    await next.finish()
    expect(open().known(file('b.ts'))).toEqual({module: {imports: []}})
    expect(open().known(file('a.ts'))).toEqual({module: {imports: []}, syntax: null})
  })

  it('drops what no scan asks for any longer, and keeps what it has found itself', async () => {
    const first = open()
    for (const name of ['a.ts', 'b.ts', 'c.ts', 'd.ts']) first.keep(file(name), {module: {imports: []}})
    first.keepReading('a.ts', 'settled', {sha256: 'a'})
    await first.finish()
    const next = open()
    next.known(file('a.ts'))
    next.readLast('a.ts')
    next.keep(file('e.ts'), {syntax: null})
    next.flush()
    await next.finish()

    const last = open()
    expect(last.known(file('b.ts'))).toBeUndefined()
    expect(last.known(file('a.ts'))).toEqual({module: {imports: []}})
    expect(last.known(file('e.ts'))).toEqual({syntax: null})
    expect(last.readLast('a.ts')).toEqual({sha256: 'a'})
    expect(linesOf()).toBe(4)
  })

  it('is written whole again where it was damaged, with all that is sound', async () => {
    const first = open()
    first.keep(file('a.ts'), {module: {imports: []}})
    first.flush()
    first.keep(file('b.ts'), {module: {imports: []}})
    await first.finish()
    writeFileSync(path, readFileSync(path, 'utf8').replace(/ b\.ts/, ' x.ts'))
    const next = open()
    expect(next.distrust).toBe('damaged')
    next.keep(file('c.ts'), {syntax: null})
    await next.finish()

    const last = open()
    expect(last.distrust).toBeUndefined()
    expect([last.known(file('a.ts')), last.known(file('c.ts'))]).toEqual([{module: {imports: []}}, {syntax: null}])
  })
})

describe('a file whose text is not held', () => {
  it('is read whenever it is asked for, and no other than was seen', () => {
    const sha256 = '2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90' // of `alice`
    writeFileSync(join(folder, 'a.yml'), 'alice')
    const seen = unheld({root: folder}, {path: 'a.yml', sha256, text: ''})

    expect([seen.path, seen.sha256, seen.text]).toEqual(['a.yml', sha256, 'alice'])
    writeFileSync(join(folder, 'a.yml'), 'bob')
    expect(() => seen.text).toThrow(ChangedMeanwhile)
  })
})
