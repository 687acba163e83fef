import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import type {EstateRecord} from '../../src/model/estate.ts'
import {writeEstate} from '../../src/model/estate-file.ts'
import {sha256} from '../../src/model/ids.ts'
import {writtenRecords} from '../../src/model/written-records.ts'
import {estateOf, evidence, relation, system} from '../estates.ts'

describe('the records of an estate as they were written', () => {
  let root = ''
  let path = ''
  // Lines of two pieces that are read at once, with characters of several bytes on the border.
  const long = {...system('m/long'), name: 'ü'.repeat(700_000)}
  const records: readonly EstateRecord[] = [
    system('m/first', {people: {needed: 2}}),
    long,
    system('m/third'),
    relation('m/first', 'DEPENDS_ON', 'm/long'),
    evidence(),
  ]
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'domesday-written-'))
    path = join(root, 'estate.jsonl')
    await writeEstate(path, estateOf(...records))
  })
  afterEach(() => rmSync(root, {recursive: true}))

  const hash = () => sha256(readFileSync(path))
  const read = (sha = hash(), without: readonly EstateRecord['record'][] = ['evidence']) => [
    ...writtenRecords({path, shownAs: '.domesday/estate.jsonl', sha256: sha}, without),
  ]

  it('are all but those of the kinds that are left out, field by field as they stand', () => {
    expect(read().map((one) => JSON.stringify(one))).toEqual(records.slice(0, -1).map((one) => JSON.stringify(one)))
    expect(read(hash(), ['entity', 'evidence'])).toEqual([records[3]])
  })

  it('are read where the last line has no end', () => {
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.slice(0, -1))

    expect(read(hash(), [])).toEqual(records)
  })

  it('are not believed when the document is another', () => {
    const before = hash()
    writeFileSync(path, readFileSync(path, 'utf8').replace('m/third', 'm/other'))

    expect(() => read(before)).toThrow('.domesday/estate.jsonl was changed while the audit ran.')
  })
})
