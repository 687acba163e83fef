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
import type {OutsideScanner} from '../../../src/collect/source/outside-scanner.ts'
import {jar} from './manifests/jar.ts'
import {treeOfAllKinds} from './tree-of-all-kinds.ts'

jest.setTimeout(120_000)

const folder = mkdtempSync(join(tmpdir(), 'domesday-again-'))
const journalFile = join(folder, 'journal.jsonl')
const tree = join(folder, 'tree')
afterAll(() => rmSync(folder, {recursive: true}))

/** By then no file has changed lately. */
const later = () => Date.now() + 60_000

/** A scanner as a plugin brings it, that knows imports and addresses. */
function tideScanner(key: string): OutsideScanner {
  return {
    id: 'tide',
    name: 'Tide',
    reads: 'language',
    extensions: ['tide'],
    fileNames: [],
    by: 'domesday-plugin-tide 1.0.0, scanner tide',
    key,
    scan: async ({path, text}) => ({
      found: {
        imports: [...text.matchAll(/^use (\w+)$/gm)].map(([, name = '']) => ({name, line: 1})),
        declares: [path.replace(/^.*\/|\.tide$/g, '')],
        facts: [...text.matchAll(/^call https:\/\/(.+)$/gm)].map(([, host = '']) => ({
          ...{is: 'address' as const, line: 1, protocol: 'https', host: key === 'two' ? `two.${host}` : host},
        })),
        packages: [],
        technologies: [],
      },
    }),
  }
}

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
      scanners: [tideScanner('one')],
      producedBy: {name: 'domesday', version: '0.0.0'},
      observedAt: '2026-11-01T00:00:00Z',
      now: later,
      journalOf: () => journal,
      onKept: (count) => (kept = count),
      ...more,
    },
    async (key) => key === knownKey,
  )
  await journal.finish()
  return {...collected, kept, distrust: journal.distrust}
}

/** A scan that knows of the last one and one that knows nothing give the same to the byte; gives the first. */
async function sameBothWays(more: Partial<SourceOptions> = {}): Promise<Scanned> {
  const again = await scan('again', more)
  const afresh = await scan('afresh', more)
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

  const given: Readonly<Record<string, readonly [path: string, content: string | Uint8Array, now: RegExp]>> = {
    'a client of another module': [
      'client/http.ts',
      String(treeOfAllKinds['client/http.ts']).replace('tides.', 'floods.'),
      /floods\.harbour\.example/,
    ],
    'a type of another module': [
      'client/stores.ts',
      "import type {Memcached} from 'memcached'\nexport interface Stores { buoys: Memcached }\n",
      /memcached/,
    ],
    'the table of a model of Prisma': [
      'db/schema.prisma',
      String(treeOfAllKinds['db/schema.prisma']).replace('"beacons"', '"leading_lights"'),
      /leading_lights/,
    ],
    'the prefix of a blueprint': [
      'api/buoys/__init__.py',
      String(treeOfAllKinds['api/buoys/__init__.py']).replace('"/buoys"', '"/marks"'),
      /POST \/marks/,
    ],
    'a constant of another class': [
      'net/Names.cs',
      String(treeOfAllKinds['net/Names.cs']).replace('dbo.Moorings', 'dbo.Anchorages'),
      /dbo\.Anchorages/i,
    ],
    'what an archive says of itself': [
      'web/lib/pay.jar',
      jar({'META-INF/maven/org.harbour/pay/pom.properties': 'groupId=org.harbour\nartifactId=pay\nversion=4.0\n'}),
      /pkg:maven\/org\.harbour\/pay@4\.0/,
    ],
    'the values of a chart for one environment': [
      'chart/values-prod.yaml',
      'image: {tag: "3.11"}\ningress: {hosts: [{host: live.harbour.example}]}\n',
      /live\.harbour\.example/,
    ],
    'the values of a chart for all environments': [
      'chart/values.yaml',
      String(treeOfAllKinds['chart/values.yaml']).replace('python', 'node'),
      /nodejs-3-9/,
    ],
    'what a scanner of a plugin reads': ['tide/levels.tide', 'call https://ebb.harbour.example\n', /ebb\.harbour/],
  }
  it.each(Object.keys(given))(
    'gives to others what they had not when %s was edited, as a first scan does',
    async (name) => {
      const [path = '', content = '', now] = given[name] ?? []
      expect(JSON.stringify(first.inventory)).not.toMatch(now ?? '')
      write(path, content)
      const second = await sameBothWays()

      expect(JSON.stringify(second.inventory)).toMatch(now ?? '')
      expect(second.kept).toBe(Object.keys(treeOfAllKinds).length - 3)
    },
  )

  it('takes from others what they were given when the file that gave it goes, and gives it back when it comes again', async () => {
    const whole = JSON.stringify(first.inventory)
    expect(whole).toMatch(/dbo\.berths/i)
    for (const path of ['client/http.ts', 'net/Usings.cs', 'net/Names.cs', 'api/buoys/__init__.py', 'db/schema.prisma'])
      rmSync(join(tree, path))
    for (const path of ['chart/values-prod.yaml', 'web/lib/pay.jar', 'tide/levels.tide']) rmSync(join(tree, path))
    const second = await sameBothWays()

    expect(JSON.stringify(second.inventory)).not.toMatch(/dbo\.berths|dbo\.moorings|POST \/buoys|prod\.harbour|pay@3/i)

    for (const [path, content] of Object.entries(treeOfAllKinds)) write(path, content)
    expect(JSON.stringify((await scan('again')).inventory)).toBe(whole)
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
      {scanners: []},
      {scanners: [tideScanner('two')]},
    ]

    for (const other of others) expect((await scan('again', other, key)).inventory).toBeDefined()
  })

  it('has what a scanner of a plugin said before said anew by another version of it', async () => {
    const {inventory} = await sameBothWays({scanners: [tideScanner('two')]})

    expect(JSON.stringify(inventory)).toContain('"two.levels.harbour.example"')
  })

  it('is scanned where a scanner of a plugin failed at a file, since it may get through the next time', async () => {
    const failing = {...tideScanner('one'), scan: async () => ({failed: 'it broke'})}
    rmSync(journalFile)
    const {key, inventory} = await scan('again', {scanners: [failing]})
    const second = await scan('again', {}, key)

    expect(JSON.stringify(inventory)).toContain('scanner-failed')
    expect(JSON.stringify(second.inventory)).toBe(JSON.stringify(first.inventory))
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
