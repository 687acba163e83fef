import {describe, expect, it} from '@jest/globals'
import {placedKeys} from '../../src/assess/facts-key.ts'
import type {Estate, EstateRecord} from '../../src/model/estate.ts'
import type {RuleProposals} from '../../src/model/plugin.ts'
import {entity, estateOf, relation, system} from '../estates.ts'

const technology = 'technology:m/java-11'
const component = 'component:m/first#web'
const records = {
  system: system('m/first', {people: {needed: 2, have: 1}}),
  other: system('m/second'),
  component: {...entity('component', component, {language: 'COBOL'}), name: 'web'},
  technology: entity('technology', technology, {product: 'java', version: '11'}),
  part: relation(component, 'PART_OF', 'm/first'),
  use: relation('m/first', 'USES', technology),
  need: relation('m/second', 'DEPENDS_ON', 'm/first'),
  contract: {record: 'contract', id: 'c', system: 'm/first', ends: '2027-06-30', evidence: ['e2']},
  incident: {
    record: 'incident',
    id: 'i',
    system: 'm/first',
    date: '2026-08-01',
    severity: 'minor',
    summary: 'x',
    evidence: [],
  },
  vulnerability: {record: 'vulnerability', id: 'v', subject: component, assessed: '2026-10-01', known: 1, evidence: []},
  judgement: {record: 'judgement', id: 'j', subject: 'm/first', about: 'C1', value: 3, evidence: ['e3']},
} as const satisfies Record<string, EstateRecord>

function keyIn(changed: Readonly<Record<string, EstateRecord>> = {}, rules: RuleProposals = new Map()) {
  return placedKeys(estateOf(...Object.values({...records, ...changed})), rules).get('m/first')
}

describe('the key of a system with where its facts were seen', () => {
  it('is the same of the same facts', () => {
    expect(keyIn()).toBe(keyIn())
    expect(keyIn()).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each<[string, Readonly<Record<string, EstateRecord>>]>([
    ['its name', {system: {...records.system, name: 'Another'}}],
    ['a fact', {system: system('m/first', {people: {needed: 2, have: 2}})}],
    ['where a fact was seen', {system: entity('system', 'm/first', {people: {needed: 2, have: 1}}, ['e9'])}],
    ['the language of a part', {component: {...records.component, attributes: {}}}],
    ['a version', {technology: entity('technology', technology, {product: 'java', version: '17'})}],
    ['where a relation was seen', {use: {...records.use, evidence: ['e9']}}],
    ['how sure a relation is', {use: {...records.use, certainty: 'inferred'}}],
    ['whose a dependant is', {other: {...records.other, organisation: 'n'}}],
    ['that nothing depends on it', {need: relation('m/first', 'DEPENDS_ON', 'm/second')}],
    ['a contract', {contract: {...records.contract, ends: '2028-06-30'}}],
    ['an incident', {incident: {...records.incident, severity: 'severe'}}],
    ['a vulnerability', {vulnerability: {...records.vulnerability, known: 2}}],
    ['a judgement', {judgement: {...records.judgement, value: 4}}],
    ['where a judgement was seen', {judgement: {...records.judgement, evidence: ['e9']}}],
  ])('is another when %s changes', (_what, changed) => {
    expect(keyIn(changed)).not.toBe(keyIn())
  })

  it('is another when a rule of a plugin says something of it', () => {
    const said = {plugin: 'p', version: '1.0.0', rule: 'r', effect: 'widen', low: 1, high: 5, confidence: 0.5} as const
    const rules: RuleProposals = new Map([
      ['m/first', new Map([['C1', [{...said, rationale: 'x', evidence: [], missing: []}]]])],
    ])

    expect(keyIn({}, rules)).not.toBe(keyIn())
    expect(keyIn({}, new Map([['m/second', new Map()]]))).toBe(keyIn())
  })

  it('stays when what is nothing to it changes', () => {
    const far: Estate['entities'][number] = system('m/third', {people: {needed: 1, have: 1}})

    expect(keyIn({far})).toBe(keyIn())
  })
})
