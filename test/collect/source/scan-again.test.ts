import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it, jest} from '@jest/globals'
import {collectIfChanged, type SourceCollected, type SourceOptions} from '../../../src/collect/source/collect-source.ts'
import {fileState} from '../../../src/collect/source/file-state.ts'
import {openScanJournal, type ScanJournal} from '../../../src/collect/source/scan-journal.ts'
import {treeOfAllKinds} from './tree-of-all-kinds.ts'

jest.setTimeout(120_000)

const folder = mkdtempSync(join(tmpdir(), 'domesday-again-'))
const journalFile = join(folder, 'journal.jsonl')
const tree = join(folder, 'tree')
afterAll(() => rmSync(folder, {recursive: true}))

/** By then no file has changed lately. */
const later = () => Date.now() + 60_000

interface Scanned extends SourceCollected {
  readonly kept: number
  readonly distrust: ScanJournal['distrust']
}

async function scan(how: 'again' | 'afresh', more: Partial<SourceOptions> = {}, knownKey?: string): Promise<Scanned> {
  let kept = 0
  const journal = openScanJournal({
    path: how === 'again' ? journalFile : join(folder, 'none.jsonl'),
    code: 'c',
    stays: how === 'again',
  })
  const collected = await collectIfChanged(
    {
      auditFolder: folder,
      paths: ['tree'],
      organisation: 'harbours',
      sourceId: 'lamps',
      exclude: [],
      producedBy: {name: 'domesday', version: '0.0.0'},
      observedAt: '2026-11-01T00:00:00Z',
      now: later,
      journalOf: () => journal,
      onKept: (count) => (kept = count),
      ...more,
    },
    knownKey,
  )
  await journal.finish()
  return {...collected, kept, distrust: journal.distrust}
}

/** A scan that knows of the last one and one that knows nothing give the same to the byte; gives the first. */
async function sameBothWays(): Promise<Scanned> {
  const again = await scan('again')
  const afresh = await scan('afresh')
  expect(JSON.stringify(again.inventory)).toBe(JSON.stringify(afresh.inventory))
  expect(again.key).toBe(afresh.key)
  return again
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(tree, path)), {recursive: true})
  writeFileSync(join(tree, path), content)
}

let first: Scanned
let firstJournal = ''

beforeAll(async () => {
  for (const [path, content] of Object.entries(treeOfAllKinds)) write(path, content)
  first = await sameBothWays()
  firstJournal = readFileSync(journalFile, 'utf8')
})

beforeEach(() => {
  for (const path of [tree, journalFile]) rmSync(path, {recursive: true, force: true})
  for (const [path, content] of Object.entries(treeOfAllKinds)) write(path, content)
  writeFileSync(journalFile, firstJournal)
})

function move(from: string, to: string): void {
  mkdirSync(dirname(join(tree, to)), {recursive: true})
  renameSync(join(tree, from), join(tree, to))
}

describe('a tree that is scanned again', () => {
  it('gives the same to the byte, and no file is parsed', async () => {
    const second = await scan('again')

    expect(first.kept).toBe(0)
    // One is left out as binary and one as generated.
    expect(second.kept).toBe(Object.keys(treeOfAllKinds).length - 2)
    expect(JSON.stringify(second.inventory)).toBe(JSON.stringify(first.inventory))
    expect(second.key).toBe(first.key)
  })

  const changes: Readonly<Record<string, () => void>> = {
    'modules were edited': () => {
      write('src/b.ts', "export const b = 'https://other.harbour.example/'\n")
      write('web/src/main/java/org/lamps/Names.java', 'package org.lamps;\nclass Other {}\n')
      write('jobs/other.py', 'import jobs.job\n')
    },
    'syntax errors came in, and went': () => {
      write('src/b.ts', 'export const = 1\n')
      write('src/broken.ts', 'export function broken() {}\n')
      write('package-lock.json', '{"lockfileVersion": 3, "pack')
      write('bad/package.json', '{"name": "good"}')
    },
    'what manifests and settings say of other files was edited': () => {
      write('package.json', '{"name": "lamps", "dependencies": {"mysql2": "3.0.0"}}')
      write('tsconfig.json', '{"compilerOptions": {"baseUrl": "src"}}')
      write('tool/go.mod', 'module else.example/tool\n')
      write('old/Old.vbproj', '<Project/>')
      write('compose.yaml', 'services:\n  db:\n    image: postgres:16\n')
    },
    'files came and went': () => {
      write('src/c.ts', "import './a.js'\n")
      for (const path of ['src/b.ts', 'packages/core/package.json', 'web/pom.xml', 'tool/inner'])
        rmSync(join(tree, path), {recursive: true})
    },
    'files were renamed, and changed places': () => {
      move('src/a.ts', 'src/x.ts')
      move('src/b.ts', 'src/a.ts')
      move('src/x.ts', 'src/b.ts')
      move('lib/tool.ts', 'lib/spade.ts')
      move('Dockerfile', 'Dockerfile.old')
    },
    'production became tests and examples, and tests production': () => {
      move('jobs/job.py', 'tests/job.py')
      move('site/index.php', 'examples/index.php')
      move('src/view.test.ts', 'src/view.ts')
    },
    'what is read of files became another': () => {
      write('lib/tool.ts', '// @generated\nexport const tool = 1\n')
      write('made.ts', "export const made = 'https://made.harbour.example/'\n")
      write('blob.js', "import './src/a.js'\n")
      write('.gitignore', 'jobs/\n')
    },
  }
  it.each(Object.keys(changes))('gives what a first scan gives when %s', async (name) => {
    changes[name]?.()
    const second = await sameBothWays()

    expect(second.key).not.toBe(first.key)
    expect(second.kept).toBeGreaterThan(Object.keys(treeOfAllKinds).length / 2)
  })

  it('sees an edit that leaves size and date of the file as they were', async () => {
    await scan('again')
    const path = join(tree, 'src/b.ts')
    const {atime, mtime} = statSync(path)
    write('src/b.ts', String(treeOfAllKinds['src/b.ts']).replace('lamps.harbour', 'beams.harbour'))
    utimesSync(path, atime, mtime)

    const {inventory} = await scan('again')

    expect(JSON.stringify(inventory)).toContain('"beams.harbour.example"')
  })

  it('trusts no state of a file that changed in the two seconds before it was read', async () => {
    await scan('again')
    write('src/b.ts', 'export const b = 2\n')
    await scan('again', {now: () => Date.now()})
    const {settled} = fileState(join(tree, 'src/b.ts'), later())
    const journal = openScanJournal({path: journalFile, code: 'c', stays: true})

    expect(fileState(join(tree, 'src/b.ts'), Date.now())).toEqual({bytes: 19})
    expect(journal.read('src/b.ts', settled ?? '')).toBeUndefined()
    expect(journal.readLast('src/b.ts')).toBeDefined()
  })

  it('gives what is there where a file changes after its state was looked at', async () => {
    await scan('again')
    const stale = openScanJournal({path: journalFile, code: 'c', stays: true})
    // A manifest that is needed again, because another of its kind has changed, and that is not what the journal says.
    const lying: ScanJournal = {
      ...stale,
      read: (path, settled) => (path === 'package.json' ? {sha256: 'f'.repeat(64)} : stale.read(path, settled)),
    }
    const {inventory} = await scan('again', {journalOf: () => lying})

    expect(JSON.stringify(inventory)).toBe(JSON.stringify(first.inventory))
  })
})

describe('a tree in which nothing has changed', () => {
  it('is not scanned, though every file was written anew: the key of what it would come from is known', async () => {
    const {key} = first

    expect(await scan('again', {}, key)).toEqual({key, kept: 0, distrust: undefined})
  })

  it('is scanned where the question is another', async () => {
    const {key} = first
    const others = [
      {organisation: 'lighthouses'},
      {sourceId: 'beams'},
      {system: 'lamps'},
      {exclude: ['jobs/']},
      {paths: ['tree/web']},
    ]

    for (const other of others) expect((await scan('again', other, key)).inventory).toBeDefined()
  })

  it('is scanned where a parser gave up on a file, since it may get through the next time', async () => {
    write('src/deep.ts', `export const deep = ${'['.repeat(60_000)}${']'.repeat(60_000)}\n`)

    expect((await scan('again')).key).toBeUndefined()
  })
})

describe('what was kept of a scan', () => {
  it('holds no secret of the tree', () => {
    expect(readFileSync(journalFile, 'utf8')).not.toContain('hunter2')
  })

  const spoilings: Readonly<Record<string, readonly [() => void, ScanJournal['distrust']]>> = {
    'was cut short': [() => truncateSync(journalFile, Math.floor(statSync(journalFile).size * 0.6)), undefined],
    'was cut short in its last line': [() => truncateSync(journalFile, statSync(journalFile).size - 5), undefined],
    'was edited': [
      () => writeFileSync(journalFile, readFileSync(journalFile, 'utf8').replaceAll('harbour.example', 'evil.example')),
      'damaged',
    ],
    'has noise behind it': [() => appendFileSync(journalFile, 'noise\n\u0000\u0001\n'), 'damaged'],
    'is no journal at all': [() => writeFileSync(journalFile, '{"schema": "other"}\n'), 'damaged'],
    'is gone': [() => rmSync(journalFile), undefined],
    'is a folder': [
      () => {
        rmSync(journalFile)
        mkdirSync(journalFile)
      },
      undefined,
    ],
  }
  it.each(Object.keys(spoilings))(
    'is not believed where it %s: the same is found anew, and it is told',
    async (name) => {
      const [spoil, distrust] = spoilings[name] ?? []
      spoil?.()
      const second = await scan('again')

      expect(second.distrust).toBe(distrust)
      expect(JSON.stringify(second.inventory)).toBe(JSON.stringify(first.inventory))
      expect(second.key).toBe(first.key)
      if (name !== 'is a folder') expect((await scan('again')).distrust).toBeUndefined()
    },
  )

  it('of another version is not believed', () => {
    const other = openScanJournal({path: journalFile, code: 'another', stays: true})

    expect(other.distrust).toBe('other-version')
    expect(other.readLast('src/a.ts')).toBeUndefined()
  })

  it('does not grow without end', async () => {
    const bytes = statSync(journalFile).size
    for (let at = 0; at < 8; at += 1) {
      write('src/b.ts', `export const b = ${at}\n`)
      await scan('again')
    }

    expect(statSync(journalFile).size).toBeLessThan(bytes * 2)
  })
})
