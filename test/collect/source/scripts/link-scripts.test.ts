import {describe, expect, it} from '@jest/globals'
import {ts} from 'ts-morph'
import {linkScripts} from '../../../../src/collect/source/scripts/link-scripts.ts'
import {lookAgain, lookAtScript} from '../../../../src/collect/source/scripts/look-at-script.ts'
import type {ScriptScan} from '../../../../src/collect/source/scripts/script-scan.ts'

/** How often each module is parsed for the second stage, and where facts are told. */
async function looks(files: Readonly<Record<string, string>>) {
  const counts: Record<string, number> = {}
  const scans = Object.entries(files).flatMap(([path, text]): (readonly [string, ScriptScan])[] => {
    const {script} = lookAtScript(ts, {path, text})
    return script ? [[path, script]] : []
  })
  const facts = await linkScripts({
    modules: Object.entries(files).map(([path, text]) => ({
      path,
      specifiers: [...text.matchAll(/from '([^']+)'/g)].map(([, specifier = '']) => specifier),
    })),
    scans: new Map(scans),
    resolve: (_from, specifier) => Object.keys(files).find((path) => path === `${specifier.slice(2)}.ts`),
    scan: async (path, given, sought) => {
      const text = files[path] ?? ''
      if (sought && !sought.some((one) => one.test(text))) return undefined
      counts[path] = (counts[path] ?? 0) + 1
      return lookAgain(ts, {path, text}, given)
    },
  })
  return {counts, told: [...facts].flatMap(([path, all]) => all.map(({line, is}) => `${path}:${line} ${is}`))}
}

describe('the second look at modules', () => {
  it('is one at each that uses what others give it, and none at others', async () => {
    const {counts, told} = await looks({
      'database.ts': "import {Pool} from 'pg'\nexport const pool = new Pool()\nexport const limit = 5",
      'all.ts': "export * from './database'\nexport * from './names'\nexport * from './plain'",
      'names.ts': "export const table = 'orders'",
      'plain.ts': 'export const shown = (one) => one',
      'orders.ts': "import {pool, table} from './all'\npool.query(`SELECT a FROM ${table}`)",
      'limits.ts': "import {limit} from './all'\nexport const twice = limit * 2",
      'texts.ts': "import {limit} from './database'\nask('SELECT b FROM lines', limit)",
    })

    expect({counts, told}).toEqual({
      counts: {'all.ts': 1, 'names.ts': 1, 'orders.ts': 1, 'texts.ts': 1},
      told: ['database.ts:2 database', 'orders.ts:2 database', 'orders.ts:2 sql', 'texts.ts:2 sql'],
    })
  })

  it('is another where what was given before says more, by the names that do alone', async () => {
    const {counts} = await looks({
      'database.ts': "import {Pool} from 'pg'\nexport const open = () => new Pool()",
      'one.ts':
        "import {open} from './database'\nimport {two} from './two'\nexport const first = open()\nexport const last = two()",
      'two.ts': "import {first} from './one'\nexport const two = () => first",
      'early.ts': "import {first} from './one'\nfirst.connect()",
      'late.ts': "import {last} from './one'\nlast.connect()",
    })

    expect(counts).toEqual({'one.ts': 2, 'two.ts': 1, 'early.ts': 1, 'late.ts': 1})
  })
})
