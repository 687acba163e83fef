import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {ts} from 'ts-morph'
import type {Fact, Value} from '../../../../src/collect/source/languages/fact.ts'
import {noJournal} from '../../../../src/collect/source/scan-journal.ts'
import {isRead, scanTree} from '../../../../src/collect/source/scan-tree.ts'
import {lookAtScript} from '../../../../src/collect/source/scripts/look-at-script.ts'
import {listTree} from '../../../../src/collect/source/walk-tree.ts'

/** What one module says for itself, its routers without what others put before them, each fact on one line with its own: `2 http GET https://...`. */
export function said(text: string, path = 'src/service.ts'): readonly string[] {
  const {facts = [], routed = []} = lookAtScript(ts, {path, text}).script ?? {}
  return [...facts, ...routed.map(({fact}) => fact)].toSorted((a, b) => a.line - b.line).map(shown)
}

/** What the modules of a tree say together, each fact behind the path of its file. */
export async function saidTogether(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'domesday-scripts-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), {recursive: true})
      writeFileSync(join(root, path), text)
    }
    const scan = await scanTree(listTree({root, exclude: [], wanted: isRead}), {
      root,
      journal: noJournal,
      now: () => Date.now(),
    })
    return [...scan.facts].flatMap(([path, facts]) => facts.map((fact) => `${path}:${shown(fact)}`)).toSorted()
  } finally {
    rmSync(root, {recursive: true})
  }
}

function shown(fact: Fact): string {
  return [fact.line, fact.is, ...details(fact)].filter((one) => one !== undefined && one !== '').join(' ')
}

function details(fact: Fact): readonly (string | undefined)[] {
  switch (fact.is) {
    case 'serves':
      return [fact.method, valueShown(fact.path)]
    case 'http':
      return [fact.operation, valueShown(fact.url)]
    case 'database':
      return [fact.product, fact.operation, valueShown(fact.connection)]
    case 'sql':
      return [
        fact.of === 'entities' ? 'entities' : '',
        ...fact.reads.map((name) => `reads ${name}`),
        ...fact.writes.map((name) => `writes ${name}`),
        ...fact.calls.map((name) => `calls ${name}`),
        fact.isPartial ? 'and more' : '',
      ]
    case 'mapped':
      return [fact.entity, 'in', valueShown(fact.table), fact.isByConvention ? 'by convention' : '']
    case 'queue':
      return [fact.product, fact.does, valueShown(fact.queue)]
    case 'broker':
      return [fact.protocol, valueShown(fact.at)]
    case 'mail':
      return [valueShown(fact.server)]
    case 'file':
      return [fact.protocol, fact.does, valueShown(fact.server), valueShown(fact.path)]
    case 'job':
      return [valueShown(fact.schedule)]
    case 'process':
      return [valueShown(fact.program)]
    case 'cloud':
      return [fact.service, fact.operation]
    case 'setting':
      return [fact.from, fact.key]
    case 'address':
      return [fact.protocol, fact.host, fact.port, fact.database]
    default:
      return []
  }
}

function valueShown(value: Value | undefined): string | undefined {
  if (!value) return undefined
  if ('literal' in value) return value.literal
  if ('key' in value) return `<${value.key}>${value.rest ?? ''}`
  return '?'
}
