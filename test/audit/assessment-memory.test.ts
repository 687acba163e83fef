import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {assessEstate} from '../../src/assess/assess-estate.ts'
import {assessmentMemory} from '../../src/audit/assessment-memory.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import type {SystemAssessment} from '../../src/model/assessment.ts'
import {itemDigest, itemText} from '../../src/model/item-digest.ts'
import {jsonText} from '../../src/model/json-document.ts'
import {writeWhole} from '../../src/model/write-whole.ts'
import {estateOf, system} from '../estates.ts'

describe('the memory of assessments', () => {
  let root = ''
  let folder = {assessed: '', assessments: ''}
  let made: readonly SystemAssessment[] = []

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'domesday-assessed-'))
    folder = {assessed: join(root, 'assessed.json'), assessments: join(root, 'assessments.json')}
    const estate = estateOf(system('m/first', {people: {needed: 2, have: 1}}), {
      ...system('m/second'),
      name: 'Zweites ü',
    })
    const {memory, save} = await assessmentMemory(folder, 'base')
    const before: typeof memory = (id, _key) => memory(id, `facts of ${id}`)
    const on = {asOf: '2026-11-01', horizonYears: 3, catalogue: await loadCatalogue()}
    const assessments = assessEstate({...on, estate, before, producedBy: {name: 'domesday', version: '0'}, inputs: []})
    await writeWhole(folder.assessments, jsonText(assessments))
    await save(assessments)
    made = assessments.systems
  })
  afterEach(() => rmSync(root, {recursive: true}))

  const known = async (key = 'facts of ', base = 'base') => {
    const {memory} = await assessmentMemory(folder, base)
    return ['m/first', 'm/second'].map((id) => memory(id, `${key}${id}`))
  }

  it('gives each as it was made, with its text', async () => {
    const found = await known()

    expect(found).toEqual(made)
    expect(found.map((one) => itemDigest(one ?? {}))).toEqual(made.map(itemDigest))
    expect(found.map((one) => itemText(one ?? {}))).toEqual(made.map((one) => JSON.stringify(one)))
  })

  it('gives none of other facts, of another base, or of a system that was not there', async () => {
    const {memory} = await assessmentMemory(folder, 'base')

    expect(await known('other facts of ')).toEqual([undefined, undefined])
    expect(await known('facts of ', 'another base')).toEqual([undefined, undefined])
    expect(memory('m/third', 'facts of m/third')).toBeUndefined()
  })

  it.each(['assessed', 'assessments'] as const)(
    'believes nothing where its file %s was edited or is gone',
    async (name) => {
      const text = readFileSync(folder[name], 'utf8')
      writeFileSync(folder[name], text.replace('m/second', 'm/sekond'))
      expect(await known()).toEqual([undefined, undefined])

      rmSync(folder[name])
      expect(await known()).toEqual([undefined, undefined])
    },
  )
})
