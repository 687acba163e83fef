import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, beforeEach, expect, it} from '@jest/globals'
import {ts} from 'ts-morph'
import {openScanJournal} from '../../../src/collect/source/scan-journal.ts'
import {scanScripts} from '../../../src/collect/source/scan-scripts.ts'
import {isRead} from '../../../src/collect/source/scan-tree.ts'
import {lookAgain, lookAtScript} from '../../../src/collect/source/scripts/look-at-script.ts'
import {scanImports} from '../../../src/collect/source/scripts/scan-imports.ts'
import type {ScriptScan} from '../../../src/collect/source/scripts/script-scan.ts'
import {listTree, readSource} from '../../../src/collect/source/walk-tree.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'domesday-scripts-'))
})

afterEach(() => rmSync(root, {recursive: true}))

/** Which modules are looked at again in a scan of the tree with its journal, and where facts are told. */
async function scanOnce() {
  const looks: string[] = []
  const list = listTree({root, exclude: [], wanted: isRead})
  const journal = openScanJournal({path: join(root, '.journal'), code: 'one', stays: true})
  const files = list.paths.flatMap((path) => readSource(root, path, list) ?? [])
  const scripts = files.flatMap((file): (readonly [string, ScriptScan])[] => {
    const {script} = lookAtScript(ts, file)
    return script ? [[file.path, script]] : []
  })
  const read = {scans: files.map(scanImports), looked: new Map(scripts), manifests: []}
  const {facts} = await scanScripts(list, read, {
    root,
    journal,
    faults: new Map(),
    lookAgain: async (file, given) => {
      looks.push(file.path)
      return lookAgain(ts, file, given)
    },
  })
  await journal.finish()
  return {looks, told: [...facts].flatMap(([path, all]) => all.map(({line, is}) => `${path}:${line} ${is}`))}
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), text)
  }
}

it('a second scan looks again at those modules alone that changed, or that are given something else', async () => {
  write({
    'database.ts': "import {Pool} from 'pg'\nexport const open = () => new Pool()",
    'one.ts':
      "import {open} from './database'\nimport {two} from './two'\nexport const first = open()\nexport const last = two()",
    'two.ts': "import {first} from './one'\nexport const two = () => first",
    'late.ts': "import {last} from './one'\nlast.connect()",
    'other.ts': "import {first} from './one'\nexport const name = 'other'",
  })
  const told = ['database.ts:2 database', 'late.ts:2 database']
  const first = await scanOnce()
  const second = await scanOnce()
  write({'late.ts': "import {last} from './one'\n\nlast.connect()"})
  const third = await scanOnce()

  expect(first).toEqual({looks: ['one.ts', 'other.ts', 'two.ts', 'one.ts', 'late.ts'], told})
  expect(second).toEqual({looks: [], told})
  expect(third).toEqual({looks: ['late.ts'], told: ['database.ts:2 database', 'late.ts:3 database']})
})
