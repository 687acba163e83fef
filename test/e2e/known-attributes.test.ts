import {cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {EstateRecord} from '../../src/model/estate.ts'
import {attributesOfKind, attributesOfRelation} from '../../src/model/known-attributes.ts'
import {repository, runDomesday} from './run-domesday.ts'

describe('the attributes of the sample estate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-attributes-'))
  let records: readonly EstateRecord[] = []
  beforeAll(async () => {
    for (const name of ['domesday.yaml', 'inventories', 'evidence', 'plugins'])
      cpSync(join(repository, name), join(folder, name), {recursive: true})
    await runDomesday(['resolve', '--quiet'], {cwd: folder})
    const [, ...lines] = readFileSync(join(folder, '.domesday', 'estate.jsonl'), 'utf8')
      .trim()
      .split('\n')
    records = lines.map((line) => EstateRecord.parse(JSON.parse(line)))
  })
  afterAll(() => rmSync(folder, {recursive: true}))

  it('of things are all declared for their kind', () => {
    const found = records.flatMap((one) =>
      one.record === 'entity' ? Object.keys(one.attributes).map((key) => [one.kind, key] as const) : [],
    )

    expect(found.length).toBeGreaterThan(100)
    expect(found.filter(([kind, key]) => !Object.hasOwn(attributesOfKind[kind] ?? {}, key))).toEqual([])
  })

  it('of relations are all declared for their type', () => {
    const found = records.flatMap((one) =>
      one.record === 'relation' ? Object.keys(one.attributes).map((key) => [one.type, key] as const) : [],
    )

    expect(found.length).toBeGreaterThan(50)
    expect(found.filter(([type, key]) => !Object.hasOwn(attributesOfRelation[type] ?? {}, key))).toEqual([])
  })
})
