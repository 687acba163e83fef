import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {askAssembly, askCriteria, askDispositions, askSections} from '../../src/plugin/ask-plugins.ts'
import {exampleReportFacts, exampleSituations, exampleSystemsToScore} from '../../src/plugin/example-facts.ts'
import {loadPlugins, type Plugins} from '../../src/plugin/load-plugins.ts'
import {entity} from '../estates.ts'
import {departmentCode, writePlugin} from './plugin-folders.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-ask-'))
const open: Plugins[] = []
afterAll(async () => {
  for (const {host} of open) await host?.close()
  rmSync(root, {recursive: true, force: true})
})

let folders = 0
async function pluginWith(fields: string): Promise<Plugins> {
  const listed = writePlugin(root, `p${++folders}`, departmentCode('clocks', fields))
  const plan = {teams: [], blackouts: [], deadlines: []}
  const plugins = await loadPlugins({
    folder: root,
    settings: {plugins: [listed], systems: [], plan},
    reserved: new Set(),
    timeLimitMs: 1000,
  })
  expect(plugins.failures).toEqual([])
  open.push(plugins)
  return plugins
}

const criterion = (answer: string): string => `criteria: [{id: 'y', criterion: 'L3', propose: (facts) => (${answer})}]`
const said = (change: string): string =>
  `{effect: 'widen', low: facts.proposed.low, high: 6, confidence: 1, rationale: 'r', evidence: [], missing: [], ${change}}`

async function told(answer: string): Promise<string> {
  const {failures} = await askCriteria(await pluginWith(criterion(answer)), exampleSystemsToScore('clocks'))
  return failures.map(({part, message}) => `${part}: ${message}`).join('\n')
}

describe('criterion rules', () => {
  it('are asked of systems of their own organisations only, and their answers carry their names', async () => {
    const plugins = await pluginWith(criterion(said('')))
    const {answers, failures} = await askCriteria(plugins, [
      ...exampleSystemsToScore('tides'),
      ...exampleSystemsToScore('clocks'),
    ])

    expect(failures).toEqual([])
    expect(answers).toHaveLength(exampleSystemsToScore('clocks').length)
    expect(answers[0]).toMatchObject({plugin: 'domesday-plugin-p1', version: '1.2.0', rule: 'y', criterion: 'L3'})
    expect(new Set(answers.map(({system}) => system.split('/')[0]))).toEqual(new Set(['clocks']))
  })

  it.each([
    ['a score out of range', said('high: 7'), /7 is no interval of L3/],
    ['an interval upside down', said('low: 5, high: 2'), /5 to 2 is no interval/],
    ['a fraction', said('low: 1.5'), /low expected a whole number/],
    ['no number', said('high: NaN'), /high/],
    ['evidence that it was not given', said("evidence: ['e9']"), /'e9' is not among what it was given/],
    ['a narrowing without evidence', said("effect: 'narrow'"), /narrows L3 without evidence/],
    ['a widening down without evidence', said('low: 1'), /lower than the 2 of the criterion's own rule/],
    ['a key that nobody knows', said("colour: 'red'"), /colour/],
    ['a __proto__ of its own', said("['__proto__']: {low: 1}"), /__proto__/],
    ['a function', said('rationale: () => 1'), /answers with a function/],
    ['too many words', said("rationale: 'x'.repeat(1001)"), /rationale/],
    ['text', "'yes'", /object/],
  ])('that answer %s are left out and named, with the system', async (_what, answer, expected) => {
    expect(await told(answer)).toMatch(expected)
    expect(await told(answer)).toMatch(/^criteria rule y: /)
  })

  it('that throw for one system are left out for all', async () => {
    const plugins = await pluginWith(criterion(`facts.system.name === 'Well Known' ? null.x : ${said('')}`))
    const {answers, failures} = await askCriteria(plugins, exampleSystemsToScore('clocks'))

    expect(answers).toEqual([])
    expect(failures).toMatchObject([{part: 'criteria rule y', where: 'department.js:1'}])
    expect(failures[0]?.message).toContain('of clocks/well-known: TypeError')
  })

  it('that loop are given up, and others of other plugins go on', async () => {
    expect(await told('(() => { for (;;); })()')).toContain('it had not finished after 1 s')
  })

  it('that loop or end their thread cost themselves alone, the rules beside them are asked', async () => {
    const rule = (id: string, answer: string): string => `{id: '${id}', criterion: 'L3', propose: (facts) => ${answer}}`
    const rules = [rule('loops', '{ for (;;); }'), rule('ends', 'process.exit()'), rule('good', `(${said('')})`)]
    const {answers, failures} = await askCriteria(
      await pluginWith(`criteria: [${rules.join(', ')}]`),
      exampleSystemsToScore('clocks'),
    )

    expect(new Set(answers.map(({rule: id}) => id))).toEqual(new Set(['good']))
    expect(failures).toMatchObject([
      {part: 'criteria rule loops', message: expect.stringContaining('it had not finished after 1 s')},
      {part: 'criteria rule ends', message: expect.stringContaining('it ended the thread that it ran in')},
    ])
  })

  it('cannot change the facts of the next', async () => {
    expect(
      await told(`(facts.system.attributes.people = 1, facts.proposed.low = 6, Object.freeze(facts), undefined)`),
    ).toBe('')
  })
})

describe('assembly rules', () => {
  it('give things of their organisation to systems of it, with the reason', async () => {
    const plugins = await pluginWith(
      "assembly: [{id: 'bells', organisation: 'clocks', claim: ({name}) => name.startsWith('bell') ? {system: 'bells', name: 'Bells', why: 'it rings'} : undefined}]",
    )
    const {answers} = await askAssembly(plugins, [
      entity('component', 'component:clocks/bell-one'),
      entity('component', 'component:clocks/dial'),
      entity('component', 'component:tides/bell-two'),
    ])

    expect(answers).toEqual([
      {
        thing: 'component:clocks/bell-one',
        system: 'clocks/bells',
        name: 'Bells',
        how: expect.stringMatching(/^domesday-plugin-p\d+ 1\.2\.0, rule bells: it rings$/),
      },
    ])
  })
})

describe('disposition rules and report sections', () => {
  it('give points with a reason, and text in the order of the plugin', async () => {
    const plugins = await pluginWith(
      `dispositions: [{id: 'stay', disposition: 'retain', weigh: ({dependants}) => ({points: dependants * 10, because: 'needed'})}],
       report: [{id: 'b', title: 'B', write: ({systems}) => ({paragraphs: [String(systems.length)]})}, {id: 'a', title: 'A', paragraphs: ['one']}]`,
    )
    const weights = await askDispositions(plugins, exampleSituations('clocks'))
    const sections = await askSections(plugins, exampleReportFacts('clocks'))

    expect(weights.answers.map(({points}) => points)).toEqual([0, 10, 20])
    expect(sections.answers.map(({id, paragraphs}) => [id, ...paragraphs])).toEqual([
      ['b', '3'],
      ['a', 'one'],
    ])
  })
})
