import {execFileSync} from 'node:child_process'
import {chmodSync, mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {repository, runDomesday} from './run-domesday.ts'

jest.setTimeout(240_000)

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domesday-read-only-'))
  expect((await runDomesday(['demo', '--dir', join(folder, 'sample'), '--quiet'], {cwd: folder})).status).toBe(0)
})
afterAll(() => {
  setWritable(true)
  rmSync(folder, {recursive: true})
})

function foldersOf(path: string): readonly string[] {
  const inside = readdirSync(path, {withFileTypes: true}).filter((entry) => entry.isDirectory())
  return [path, ...inside.flatMap(({name}) => foldersOf(join(path, name)))]
}

function setWritable(isWritable: boolean): void {
  for (const path of foldersOf(folder)) chmodSync(path, isWritable ? 0o755 : 0o555)
}

/** As the owner, or as somebody who is not root: root may write anywhere. */
function ask(args: readonly string[], isOwner: boolean): unknown {
  const isRoot = !isOwner && process.getuid?.() === 0
  const text = execFileSync(process.execPath, [join(repository, 'bin/run.js'), ...args, '--json'], {
    cwd: join(folder, 'sample'),
    encoding: 'utf8',
    env: {...process.env, HOME: isOwner ? process.env['HOME'] : '/nonexistent'},
    ...(isRoot && {uid: 65_534, gid: 65_534}),
  })
  return JSON.parse(text)
}

describe('a graph in a folder that cannot be written', () => {
  it('answers every question as it did before', () => {
    const questions = [
      ['graph', 'stats'],
      ['graph', 'impact', 'identity-hub'],
      ['graph', 'query', 'SELECT count(*) AS things FROM entity'],
    ]
    const before = questions.map((args) => ask(args, true))
    const files = readdirSync(join(folder, 'sample/.domesday')).toSorted()
    setWritable(false)

    expect(statSync(join(folder, 'sample/.domesday')).mode & 0o222).toBe(0)
    expect(questions.map((args) => ask(args, false))).toEqual(before)
    expect(readdirSync(join(folder, 'sample/.domesday')).toSorted()).toEqual(files)
  })
})
