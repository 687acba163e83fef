import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {collectSource} from '../../../src/collect/source/collect-source.ts'
import {languageScanners} from '../../../src/collect/source/languages/all-languages.ts'
import {countedLanguages, scriptLanguages} from '../../../src/collect/source/languages.ts'
import type {OutsideFound, OutsideScanner} from '../../../src/collect/source/outside-scanner.ts'
import {openScanJournal} from '../../../src/collect/source/scan-journal.ts'
import {isRead} from '../../../src/collect/source/scan-tree.ts'
import {isReadEnding, isReadName} from '../../../src/model/read-kinds.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-outside-'))
afterAll(() => rmSync(folder, {recursive: true}))

let trees = 0
function treeOf(files: Readonly<Record<string, string>>): string {
  const tree = `tree${++trees}`
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, tree, path)), {recursive: true})
    writeFileSync(join(folder, tree, path), text)
  }
  return tree
}

const nothing: OutsideFound = {imports: [], declares: [], facts: [], packages: [], technologies: []}

/** A scanner as a plugin's comes over, that finds what a function says. */
function scannerOf(
  find: (text: string, path: string) => Partial<OutsideFound> | string,
  more: Partial<OutsideScanner> = {},
): OutsideScanner & {readonly asked: string[]} {
  const asked: string[] = []
  return {
    id: 'tide',
    name: 'Tide',
    reads: 'language',
    extensions: ['tide'],
    fileNames: [],
    by: 'domesday-plugin-x 1.2.0, scanner tide',
    key: 'one',
    scan: async ({path, text}) => {
      asked.push(path)
      const found = find(text, path)
      return typeof found === 'string' ? {failed: found} : {found: {...nothing, ...found}}
    },
    asked,
    ...more,
  }
}

async function collect(tree: string, scanners: readonly OutsideScanner[], journalName?: string) {
  const journal = journalName && openScanJournal({path: join(folder, journalName), code: 'c', stays: true})
  const inventory = await collectSource({
    auditFolder: folder,
    paths: [tree],
    organisation: 'tides',
    sourceId: 'src',
    exclude: [],
    scanners,
    producedBy: {name: 'domesday', version: '0.0.0'},
    observedAt: '2026-11-01T00:00:00Z',
    ...(journal && {journalOf: () => journal}),
  })
  if (journal) await journal.finish()
  return inventory
}

type Collected = Awaited<ReturnType<typeof collect>>['records']

function relationsOf(records: Collected): readonly string[] {
  const places = new Map(records.flatMap((one) => (one.record === 'evidence' ? [[one.id, one] as const] : [])))
  return records.flatMap((one) =>
    one.record === 'relation'
      ? [
          [
            one.from.replace(/^.*#/, ''),
            one.type,
            one.to.replace(/^.*[#/]/, '').replace(/-[0-9a-f]{8}$/, ''),
            ...one.evidence.map((id) => places.get(id)?.locator.replace(/^tree\d+\//, '')),
            ...new Set(one.evidence.map((id) => (places.get(id)?.seenBy ? 'seen by it' : 'seen by domesday'))),
          ].join(' '),
        ]
      : [],
  )
}

describe('a scanner from outside', () => {
  it('has its facts described as those of any language, with who saw them', async () => {
    const tide = scannerOf((text, path) =>
      path === 'night.tide'
        ? {
            imports: [
              {name: 'lib/harmonics', line: 1},
              {name: 'GAUGES', line: 2},
              {name: 'elsewhere', line: 3},
            ],
            facts: [
              {is: 'sql', reads: ['TIDES.READINGS'], writes: [], calls: [], line: 4, isPartial: undefined},
              {is: 'http', url: {key: 'PRINT_URL'}, operation: undefined, line: 5},
              {is: 'serves', method: 'GET', path: {literal: '/tables/{port}'}, line: 6},
            ],
          }
        : {declares: [text.trim()]},
    )
    const tree = treeOf({
      'night.tide': 'x\n',
      'lib/harmonics.tide': 'HARMONICS\n',
      'lib/gauges.tide': 'GAUGES\n',
      'settings.properties': 'PRINT_URL=https://press.dft.example/print\n',
    })
    const {records} = await collect(tree, [tide])

    expect(relationsOf(records).filter((one) => /night|PART_OF tree/.test(one))).toEqual(
      expect.arrayContaining([
        'night.tide IMPORTS harmonics.tide night.tide:1 seen by it',
        'night.tide IMPORTS gauges.tide night.tide:2 seen by it',
        'night.tide READS tides-readings night.tide:4 seen by it',
      ]),
    )
    expect(relationsOf(records).join('\n')).toMatch(/night\.tide CALLS press-dft-example .*night\.tide:5/)
    expect(relationsOf(records).join('\n')).toMatch(/get-tables-port.* PART_OF .*night\.tide:6 seen by it/)
    expect(relationsOf(records).filter((one) => one.includes('IMPORTS'))).toHaveLength(2)
    const modules = records.flatMap((one) =>
      one.record === 'entity' && one.attributes.type?.some((item) => 'value' in item && item.value === 'module')
        ? [`${one.name} ${one.attributes.language?.map((item) => ('value' in item ? item.value : '')).join()}`]
        : [],
    )
    expect(modules).toEqual(['lib/gauges.tide Tide', 'lib/harmonics.tide Tide', 'night.tide Tide'])
  })

  it('says what an application is, and everything in its folder belongs to it', async () => {
    const tidefile = scannerOf(
      () => ({
        application: {name: 'tables', language: 'Tide'},
        packages: [
          {type: 'generic', name: 'harmonics', version: '1.4', line: 2},
          {type: 'generic', name: 'gauges', range: '>=2', line: 3},
        ],
        technologies: [{product: 'perl', version: '5.36', line: 1}],
      }),
      {id: 'tidefile', reads: 'manifest', extensions: [], fileNames: ['Tidefile']},
    )
    const tree = treeOf({'tables/Tidefile': 'x\ny\nz\n', 'tables/a.tide': 'x\n', 'b.tide': 'x\n'})
    const {records} = await collect(tree, [scannerOf(() => ({})), tidefile])

    expect(relationsOf(records)).toEqual(
      expect.arrayContaining([
        'tables/a.tide PART_OF Tidefile tables/a.tide:1 seen by it',
        'tables/Tidefile USES harmonics@1.4 tables/Tidefile:2 seen by it',
        'tables/Tidefile USES gauges tables/Tidefile:3 seen by it',
        'tables/Tidefile USES perl-5-36 tables/Tidefile:1 seen by it',
      ]),
    )
    expect(records.filter((one) => one.record === 'entity' && one.name === 'tables/Tidefile')).toEqual([])
  })

  it('does not count tests and examples for production', async () => {
    const tide = scannerOf(() => ({facts: [{is: 'sql', reads: ['T'], writes: [], calls: [], line: 1}]}))
    const {records} = await collect(treeOf({'tests/a.tide': 'x', 'examples/b.tide': 'x'}), [tide])

    expect(relationsOf(records).filter((one) => one.includes('READS'))).toEqual([])
  })

  it('names the files that it does not get through, and the tree is not complete', async () => {
    const tide = scannerOf((text) => (text === 'bad' ? 'TypeError \u001b[2J' : {declares: [text]}))
    const {records} = await collect(treeOf({'a.tide': 'bad', 'b.tide': 'good'}), [tide])

    expect(records.filter(({record}) => record === 'problem')).toEqual([
      {
        record: 'problem',
        code: 'scanner-failed',
        message:
          'domesday-plugin-x 1.2.0, scanner tide, did not get through it (TypeError \\x1b[2J): nothing of it was read',
        where: `tree${trees}/a.tide`,
        hint: 'Tell the authors of that plugin.',
      },
    ])
    expect(records.find(({record}) => record === 'coverage')).toMatchObject({
      status: 'partial',
      reason: '1 Tide file was not read, because domesday-plugin-x 1.2.0, scanner tide, did not get through',
      counts: {files: 2, modules: 2},
    })
  })

  it('is the reader of what is only counted without it', async () => {
    const files = {'a.pl': 'x', 'b.pl': 'x'}
    const notesOf = async (scanners: readonly OutsideScanner[]) => {
      const {records} = await collect(treeOf(files), scanners)
      return records.flatMap((one) => (one.record === 'coverage' ? (one.notes ?? []).map(({message}) => message) : []))
    }

    expect(await notesOf([])).toEqual(['2 Perl files: counted, not read'])
    expect(await notesOf([scannerOf(() => ({}), {extensions: ['pl']})])).toEqual([])
  })

  it('never gets a file that domesday reads itself, whatever it claims', async () => {
    const greedy = scannerOf(() => ({}), {
      extensions: ['py', 'ts', 'tide'],
      fileNames: ['package.json', 'tide.json'],
    })
    await collect(treeOf({'a.py': '', 'b.ts': '', 'c.tide': '', 'package.json': '{}', 'tide.json': '{}'}), [greedy])

    expect(greedy.asked.toSorted()).toEqual(['c.tide', 'tide.json'])
  })

  it('tells what it does not understand as a syntax error', async () => {
    const tide = scannerOf(() => ({fault: {line: 1, message: 'no verb'}}))
    const {records} = await collect(treeOf({'a.tide': 'x'}), [tide])

    expect(records.filter(({record}) => record === 'problem')).toMatchObject([
      {code: 'syntax-error', message: 'no verb', where: `tree${trees}/a.tide:1`},
    ])
    expect(records.find(({record}) => record === 'coverage')).toMatchObject({
      notes: [{message: '1 Tide file with syntax errors: read only in part'}],
    })
  })

  it('is asked again only of files that changed, or where it changed itself', async () => {
    const tree = treeOf({'a.tide': 'x', 'b.tide': 'y'})
    const read = async (key: string): Promise<readonly string[]> => {
      const tide = scannerOf((text) => ({declares: [text]}), {key})
      await collect(tree, [tide], 'journal.jsonl')
      return tide.asked
    }

    expect(await read('one')).toEqual(['a.tide', 'b.tide'])
    writeFileSync(join(folder, tree, 'b.tide'), 'z')
    expect(await read('one')).toEqual(['b.tide'])
    expect(await read('two')).toEqual(['a.tide', 'b.tide'])
  })
})

describe('the endings and names that no plugin may claim', () => {
  const endings = [
    ...languageScanners.flatMap(({extensions}) => extensions),
    ...Object.keys(scriptLanguages),
    ...Object.keys(countedLanguages),
    ...'json yaml yml xml toml properties ini cfg conf config env csproj vbproj fsproj gemspec tf tfvars tfstate tofu'.split(
      ' ',
    ),
    ...'ddl template dockerfile containerfile jenkinsfile txt md csv html svg lock gradle tide'.split(' '),
  ]

  it('are those that the collector reads', () => {
    for (const ending of endings) expect([ending, isReadEnding(ending)]).toEqual([ending, isRead(`file.${ending}`)])
  })

  it('hold its manifests', () => {
    const names =
      'pom.xml package.json package-lock.json go.mod Cargo.toml Gemfile Pipfile Dockerfile Dockerfile.web compose.yaml Jenkinsfile requirements.txt global.json main.tf App.csproj'
    for (const name of names.split(' ')) expect([name, isReadName(name)]).toEqual([name, true])
    for (const name of ['Tidefile', 'tide.json', 'tide.yaml']) expect([name, isReadName(name)]).toEqual([name, false])
  })
})
