import {describe, expect, it} from '@jest/globals'
import {nearestSystem} from '../../src/assess/explain.ts'
import type {Entity} from '../../src/model/entity.ts'
import type {InventoryRecord, Relation} from '../../src/model/inventory.ts'
import {Settings} from '../../src/model/settings.ts'
import type {Json} from '../../src/model/values.ts'
import {resolveEstate} from '../../src/resolve/resolve-estate.ts'
import {aboutThing} from '../../src/resolve/about-thing.ts'
import {entity, evidence, relation, system} from '../estates.ts'

const producedBy = {name: 'domesday', version: '0.0.0'}

function inventory(id: string, ...records: InventoryRecord[]) {
  return {
    id,
    path: `inventories/msti/${id}.jsonl`,
    sha256: '0'.repeat(64),
    inventory: {
      header: {
        schema: 'domesday/inventory@1' as const,
        organisation: 'msti',
        producedBy,
        collector: {name: id, version: '1'},
        scope: {},
        observedAt: '2026-11-01T00:00:00Z',
      },
      records: [
        {record: 'coverage' as const, id: 's1', scope: {}, status: 'complete' as const},
        evidence(),
        ...records,
      ],
    },
  }
}

function resolve(systems: unknown[], ...inventories: ReturnType<typeof inventory>[]) {
  const settings = Settings.parse({
    schema: 'domesday/settings@1',
    organisations: [
      {id: 'msti', name: 'Ministry'},
      {id: 'clocks', name: 'Clocks'},
    ],
    systems,
  })
  return resolveEstate({inventories, settings, producedBy})
}

const repository = (id: string) => entity('component', id, {type: 'repository', root: `../${id.split('/')[1]}`})
const inferred = (from: string, type: Relation['type'], to: string): Relation => ({
  ...relation(from, type, to),
  certainty: 'inferred',
})
const brief = (relations: readonly Relation[]) =>
  relations.map(({from, type, to, certainty}) => `${from} ${type} ${to} ${certainty}`)

describe('merging', () => {
  it('joins a thing that two sources saw, keeps both values, and tells of the conflict', () => {
    const estate = resolve(
      [],
      inventory('a', system('msti/x', {owner: 'Red team'})),
      inventory('b', system('msti/x', {owner: 'Blue team'})),
    )

    expect(estate.entities.find(({id}) => id === 'msti/x')?.scopes).toEqual(['a#s1', 'b#s1'])
    expect(estate.conflicts).toMatchObject([
      {code: 'attribute', subject: 'msti/x', attribute: 'owner', values: [{value: 'Red team'}, {value: 'Blue team'}]},
    ])
  })

  const conflicts = (...things: readonly Entity[]) =>
    resolve([], ...things.map((thing, at) => inventory(`i${at}`, thing))).conflicts.map(({message}) => message)

  it('takes spellings of one product for no conflict, and other products of one id for one', () => {
    const id = 'technology:msti/sql-server-2012-r2'
    const of = (product: string, version: string) => entity('technology', id, {product, version})

    expect(conflicts(of('sql-server', '2012-r2'), of('SQL Server', '2012 R2'))).toEqual([])
    expect(conflicts(of('sql-server', '2012-r2'), of('SQL# Server', '2012 R2'))).toEqual([
      'sql-server-2012-r2: 2 sources disagree on product',
    ])
  })

  it('takes a product with its version in its name for the same as the two apart, and other versions for a conflict', () => {
    const id = 'technology:msti/oracle-11g'
    const named = entity('technology', id, {product: 'Oracle 11g'})
    const apart = (product: string, version: string) => entity('technology', id, {product, version})

    expect(conflicts(named, apart('oracle', '11g'))).toEqual([])
    expect(conflicts(named, apart('Ingres', '11g'))).toEqual(['oracle-11g: 2 sources disagree on product'])
    expect(conflicts(apart('oracle', '11g'), apart('oracle', '1'))).toEqual([
      'oracle-11g: 2 sources disagree on version',
    ])
    expect(conflicts(apart('oracle', '11'), apart('oracle', '1'))).toEqual([
      'oracle-11g: 2 sources disagree on version',
    ])
  })

  it('tells of a conflict in words, by the name of what it is about', () => {
    const named = (attributes: Record<string, Json>) => ({...system('msti/x', attributes), name: 'Fog Horn'})
    const {conflicts} = resolve([], inventory('a', named({lifeYears: 3})), inventory('b', named({lifeYears: 5})))

    expect(conflicts.map(({message}) => message)).toEqual([
      'Fog Horn: 2 sources disagree on years of life left; the first that domesday.yaml lists counts',
    ])
  })

  it('joins hosts of one full name across organisations, and never short names', () => {
    const estate = resolve(
      [],
      inventory(
        'a',
        entity('host', 'host:msti/a', {hostName: 'db.msti.example'}),
        entity('host', 'host:clocks/a', {hostName: 'DB.msti.example.'}),
        entity('host', 'host:msti/s', {hostName: 'server1'}),
        entity('host', 'host:clocks/s', {hostName: 'server1'}),
      ),
    )

    expect(estate.entities.filter(({kind}) => kind === 'host').map(({id}) => id)).toEqual([
      'host:clocks/a',
      'host:clocks/s',
      'host:msti/s',
    ])
  })

  it('gives a host to those who declare it, not to those whose code names it', () => {
    const seen = entity('host', 'host:clocks/a', {hostName: 'db.msti.example'})
    const estate = resolve(
      [],
      inventory('a', {
        ...seen,
        attributes: {hostName: [{value: 'db.msti.example', evidence: [], confidence: 0.8}]},
      }),
      inventory('b', entity('host', 'host:msti/a', {hostName: 'db.msti.example'})),
    )

    expect(estate.entities.filter(({kind}) => kind === 'host')).toMatchObject([
      {id: 'host:msti/a', organisation: 'msti'},
    ])
  })

  it('keeps the other names of a system', () => {
    const other = {...system('msti/x'), name: 'X of old'}
    const estate = resolve([], inventory('a', system('msti/x')), inventory('b', other))

    expect(nearestSystem(estate, 'x OF old')).toMatchObject({system: 'msti/x'})
    expect(estate.conflicts).toEqual([])
  })
})

describe('systems', () => {
  it('are made of a source tree that nothing claims, and counted apart', () => {
    const estate = resolve([], inventory('a', repository('component:msti/rota')))

    expect(estate.entities.find(({id}) => id === 'msti/rota')?.attributes.assembledBy).toMatchObject([
      {value: 'default'},
    ])
  })

  it('claim components by rules, whose keys must all hold', () => {
    const rules = [{id: 'rota', organisation: 'msti', match: [{path: '../rota', name: 'nothing'}, {path: '../ro*'}]}]
    const estate = resolve(rules, inventory('a', repository('component:msti/rota')))

    const component = estate.entities.find(({id}) => id === 'component:msti/rota')
    expect(component && aboutThing(estate, component).within).toMatchObject([
      {type: 'PART_OF', name: 'rota', certainty: 'structural', how: 'rule in domesday.yaml'},
    ])
  })

  it('may run on several hosts by one rule, and share a host, without a conflict', () => {
    const host = (name: string): InventoryRecord =>
      entity('host', `host:msti/${name}`, {hostName: `${name}.msti.example`})
    const rules = ['one', 'two'].map((id) => ({id, organisation: 'msti', match: [{host: 'rota*'}]}))
    const estate = resolve(rules, inventory('a', host('rota01'), host('rota02')))

    expect(estate.conflicts).toEqual([])
    expect(estate.relations.filter(({type}) => type === 'RUNS_ON')).toHaveLength(4)
  })

  it('are told of when a rule for them matches nothing', () => {
    const estate = resolve([{id: 'ghost', organisation: 'msti', match: [{path: 'nothing/**'}]}], inventory('a'))

    expect(estate.problems.map(({code, message}) => `${code}: ${message}`)).toEqual([
      'rule-matches-nothing: the rule for msti/ghost matches nothing of msti',
    ])
  })

  it('claim trees by their paths, also where these lead out of the audit folder', () => {
    const tree = (name: string, root: string): InventoryRecord =>
      entity('component', `component:msti/${name}`, {type: 'repository', root})
    const rules = [{id: 'all', organisation: 'msti', match: [{path: '**/rota'}, {path: 'estate/**'}]}]
    const estate = resolve(
      rules,
      inventory(
        'a',
        tree('a', 'trees/rota'),
        tree('b', '../../estate/rota'),
        tree('c', './rota'),
        tree('d', '../estate/x'),
      ),
    )

    expect(
      estate.relations
        .filter(({to}) => to === 'msti/all')
        .map(({from}) => from)
        .toSorted(),
    ).toEqual(['component:msti/a', 'component:msti/b', 'component:msti/c', 'component:msti/d'])
    expect(estate.problems).toEqual([])
  })

  it('are told of when one alternative of their rule matches nothing', () => {
    const rules = [
      {id: 'rota', organisation: 'msti', match: [{path: '**/rota'}, {path: '**/rotas', name: 'x'}, {tag: 'a=b'}]},
    ]
    const estate = resolve(rules, inventory('a', repository('component:msti/rota')))

    expect(estate.problems.map(({message}) => message)).toEqual([
      'of the rule for msti/rota the part {path: **/rotas, name: x} matches nothing of msti',
    ])
  })

  it('are not told of when a rule gives its system costs, which no thing was seen of', () => {
    const {problems, costs} = resolve(
      [{id: 'billed', organisation: 'msti', match: [{tag: 'Team=night'}]}],
      inventory('bill', {
        record: 'cost',
        id: 'cost-1',
        organisation: 'msti',
        kind: 'run',
        rows: 1,
        BilledCost: '10',
        BillingCurrency: 'GBP',
        ChargePeriodStart: '2026-01-01',
        ChargePeriodEnd: '2026-02-01',
        ChargeCategory: 'Usage',
        ProviderName: 'AWS',
        BillingAccountId: '001',
        SubAccountId: '002',
        Tags: [{key: 'Team', value: 'night'}],
        evidence: ['e1'],
      }),
    )

    expect(costs.map(({attribution}) => attribution)).toMatchObject([{way: 'attributed', system: 'msti/billed'}])
    expect(problems).toEqual([])
  })

  it('that claim one component are a conflict, and neither has it', () => {
    const rules = ['one', 'two'].map((id) => ({id, organisation: 'msti', match: [{path: '../rota'}]}))
    const estate = resolve(rules, inventory('a', repository('component:msti/rota')))

    expect(estate.conflicts).toMatchObject([{code: 'claim', subject: 'component:msti/rota'}])
    expect(estate.relations).toEqual([])
  })

  describe('of a tree that is claimed whole, and a part of it by itself', () => {
    const application = (folder: string): InventoryRecord =>
      entity('component', `component:msti/t#${folder}`, {type: 'application', path: `t/${folder}`})
    const records = [
      system('msti/pay', {dependantsComplete: true}),
      entity('host', 'host:msti/pay01', {hostName: 'pay01.msti.example'}),
      relation('msti/pay', 'RUNS_ON', 'host:msti/pay01'),
      entity('component', 'component:msti/t', {type: 'repository', root: 't'}),
      ...['web', 'batch'].flatMap((folder) => [
        application(folder),
        relation(`component:msti/t#${folder}`, 'PART_OF', 'component:msti/t'),
      ]),
      entity('component', 'component:msti/t#web/program', {type: 'program'}),
      relation('component:msti/t#web/program', 'PART_OF', 'component:msti/t#web'),
      relation('component:msti/t#web/program', 'CALLS', 'host:msti/pay01'),
      entity('component', 'component:msti/t#web/i.js', {type: 'module', path: 'web/i.js'}),
      relation('component:msti/t#web/i.js', 'PART_OF', 'component:msti/t#web'),
      relation('component:msti/t#web/i.js', 'CALLS', 'host:msti/pay01', {operations: ['GET /x']}),
    ]
    const named = relation('component:msti/t', 'PART_OF', 'msti/big', {how: 'source c names the system'})
    const rule = (id: string, ...paths: readonly string[]) => ({
      id,
      organisation: 'msti',
      match: paths.map((path) => ({path})),
    })
    const told = ({relations}: ReturnType<typeof resolve>) =>
      relations
        .filter(({type}) => type === 'PART_OF' || type === 'DEPENDS_ON')
        .map(
          ({from, type, to}) => `${from.replace('component:msti/', '')} ${type} ${to.replace('component:msti/', '')}`,
        )
        .toSorted()

    it('the nearer claim counts, for its parts too, and nothing of it is the other system’s', () => {
      const estate = resolve([rule('portal', 't/web')], inventory('a', ...records, named))

      expect(told(estate)).toEqual([
        'msti/portal DEPENDS_ON msti/pay',
        't PART_OF msti/big',
        't#batch PART_OF t',
        't#web PART_OF msti/portal',
        't#web/program PART_OF t#web',
      ])
      expect(estate.conflicts).toEqual([])
      const web = estate.entities.find(({id}) => id === 'component:msti/t#web')
      expect(web && aboutThing(estate, web).within).toMatchObject([
        {name: 'portal', how: 'rule in domesday.yaml; the rest of t is of msti/big'},
      ])
    })

    it('a rule and its source that say the same are both told as the reason', () => {
      const estate = resolve([rule('big', 't')], inventory('a', ...records, named))

      expect(estate.relations.find(({to}) => to === 'msti/big')?.attributes).toEqual({
        how: 'source c names the system; rule in domesday.yaml',
      })
    })

    it('a claim by the same system leaves the part where it is', () => {
      const estate = resolve([rule('big', 't/web')], inventory('a', ...records, named))

      expect(told(estate)).toEqual([
        'msti/big DEPENDS_ON msti/pay',
        't PART_OF msti/big',
        't#batch PART_OF t',
        't#web PART_OF msti/big',
        't#web PART_OF t',
        't#web/program PART_OF t#web',
      ])
    })

    it('two rules for the part are a conflict, and neither has it by the tree either', () => {
      const estate = resolve([rule('portal', 't/web'), rule('big', 't/**')], inventory('a', ...records))

      expect(told(estate)).toEqual([
        't PART_OF msti/big',
        't#batch PART_OF msti/big',
        't#batch PART_OF t',
        't#web/program PART_OF t#web',
      ])
      expect(estate.conflicts.filter(({code}) => code === 'claim').map(({message}) => message)).toEqual([
        'msti/big and msti/portal both claim component:msti/t#web, so neither has it, nor what it needs',
      ])
    })

    it('what calls a system and is nobody’s leaves the dependants of that system open, whatever is declared', () => {
      const open = (estate: ReturnType<typeof resolve>) => ({
        complete: estate.entities.find(({id}) => id === 'msti/pay')?.attributes.dependantsComplete,
        conflicts: estate.conflicts.filter(({subject}) => subject === 'msti/pay').map(({message}) => message),
        problems: estate.problems.map(({message}) => message),
      })
      const told = [
        'pay: its dependants are declared complete, and component:msti/t#web, which no system has, depends on it too: they count as not complete',
      ]
      const contested = resolve([rule('portal', 't/web'), rule('big', 't/**')], inventory('a', ...records))
      const rest = resolve([rule('big', 't/batch')], inventory('a', ...records))
      const known = resolve([rule('portal', 't/web')], inventory('a', ...records))

      expect(open(contested)).toMatchObject({
        complete: [{value: false, evidence: ['e1']}],
        conflicts: told,
        problems: [],
      })
      expect(open(rest)).toMatchObject({
        complete: [{value: false}],
        conflicts: told,
        problems: [
          'only a part of component:msti/t is claimed, and no system has the rest: t#web. What it needs counts for none',
        ],
      })
      // What needs nothing is not asked for.
      expect(open(known)).toMatchObject({complete: [{value: true}], conflicts: [], problems: []})
    })

    it('a claim of the tree by two systems leaves the part to the rule for it', () => {
      const estate = resolve([rule('portal', 't/web'), rule('other', 't')], inventory('a', ...records, named))

      expect(told(estate)).toEqual([
        'msti/portal DEPENDS_ON msti/pay',
        't#batch PART_OF t',
        't#web PART_OF msti/portal',
        't#web PART_OF t',
        't#web/program PART_OF t#web',
      ])
      expect(estate.conflicts).toMatchObject([{subject: 'component:msti/t'}])
    })

    it('a file goes with its application, whatever paths inside the tree a rule names', () => {
      const estate = resolve([rule('portal', 't/web'), rule('files', 'web/**')], inventory('a', ...records, named))

      expect(told(estate)).toContain('msti/portal DEPENDS_ON msti/pay')
      expect(estate.problems.map(({message}) => message)).toEqual(['the rule for msti/files matches nothing of msti'])
    })
  })
})

describe('joins', () => {
  const records = [
    system('msti/booking'),
    system('msti/register'),
    repository('component:msti/booking'),
    relation('component:msti/booking', 'PART_OF', 'msti/booking'),
    entity('component', 'component:msti/booking#src/a.ts', {type: 'module', role: 'production'}),
    relation('component:msti/booking#src/a.ts', 'PART_OF', 'component:msti/booking'),
    entity('host', 'host:msti/orbit', {hostName: 'orbit.msti.example'}),
    relation('msti/register', 'RUNS_ON', 'host:msti/orbit'),
    entity('datastore', 'datastore:msti/db', {host: 'orbit.msti.example'}),
  ]

  it('make a dependency of a host that code names, inferred, with its evidence', () => {
    const estate = resolve(
      [],
      inventory('a', ...records, inferred('component:msti/booking#src/a.ts', 'CALLS', 'host:msti/orbit')),
    )

    expect(brief(estate.relations)).toEqual(
      expect.arrayContaining([
        'msti/booking DEPENDS_ON msti/register inferred',
        'component:msti/booking READS datastore:msti/db inferred',
        'component:msti/booking CALLS host:msti/orbit inferred',
      ]),
    )
    expect(estate.relations.find(({type}) => type === 'DEPENDS_ON')?.evidence).toEqual(['e1'])
    expect(estate.entities.some(({id}) => id.includes('#src'))).toBe(false)
  })

  it('leave a declared relation declared', () => {
    const estate = resolve(
      [],
      inventory(
        'a',
        ...records,
        inferred('component:msti/booking#src/a.ts', 'CALLS', 'host:msti/orbit'),
        relation('msti/booking', 'DEPENDS_ON', 'msti/register', {kind: 'call', move: 'free'}),
      ),
    )

    expect(estate.relations.find(({type}) => type === 'DEPENDS_ON')).toMatchObject({
      certainty: 'declared',
      attributes: {move: 'free'},
    })
  })

  it('make nothing of what only a test names', () => {
    const aside = {
      ...inferred('component:msti/booking#src/a.ts', 'CALLS', 'host:msti/orbit'),
      attributes: {role: 'test'},
    }

    expect(
      brief(resolve([], inventory('a', ...records, aside)).relations).some((line) => line.includes('DEPENDS_ON')),
    ).toBe(false)
  })
})

describe('a host that settings of the application itself name', () => {
  const dependencies = (attributes: Record<string, Json>) =>
    resolve(
      [],
      inventory(
        'a',
        system('msti/booking'),
        system('msti/register'),
        repository('component:msti/booking'),
        relation('component:msti/booking', 'PART_OF', 'msti/booking'),
        entity('host', 'host:msti/orbit', {hostName: 'orbit.msti.example'}),
        relation('msti/register', 'RUNS_ON', 'host:msti/orbit'),
        {...inferred('component:msti/booking', 'CALLS', 'host:msti/orbit'), attributes},
      ),
    ).relations.filter(({type}) => type === 'DEPENDS_ON').length

  it.each(['production', 'prod', 'live'])('makes a dependency where they are for %s', (environment) => {
    expect([dependencies({environment}), dependencies({})]).toEqual([1, 1])
  })

  it('makes none where they are for another environment, a test or an example', () => {
    const others = [{environment: 'staging'}, {environment: 'development'}, {role: 'test'}, {role: 'example'}]
    expect(others.map(dependencies)).toEqual([0, 0, 0, 0])
  })
})

describe('what does not fit', () => {
  it('is told: a relation to nowhere, and a whole that is part of itself', () => {
    const estate = resolve(
      [],
      inventory(
        'a',
        system('msti/a'),
        system('msti/b'),
        relation('msti/a', 'DEPENDS_ON', 'msti/nowhere'),
        relation('msti/a', 'PART_OF', 'msti/b'),
        relation('msti/b', 'PART_OF', 'msti/a'),
      ),
    )

    expect(estate.problems.map(({code}) => code).toSorted()).toEqual(['missing-end', 'part-of-cycle'])
    expect(brief(estate.relations)).toHaveLength(1)
  })

  it('suggests that systems with the same words in their names are one, and merges nothing', () => {
    const named = (id: string, name: string) => ({...system(id), name})
    const estate = resolve([], inventory('a', named('msti/a', 'The Rota System'), named('msti/b', 'Rota')))

    expect(estate.problems.map(({code}) => code)).toEqual(['similar-names'])
    expect(estate.entities.filter(({kind}) => kind === 'system')).toHaveLength(2)
  })
})

describe('what several sources tell of one thing', () => {
  const people = (value: Record<string, number>) => system('msti/x', {people: value})
  const contract = (fields: object): InventoryRecord => ({
    record: 'contract',
    id: 'contract:msti/x',
    system: 'msti/x',
    evidence: ['e1'],
    ...fields,
  })
  const judged = (fields: object): InventoryRecord => ({
    record: 'judgement',
    id: 'j1',
    subject: 'msti/x',
    about: 'C1',
    value: 3,
    evidence: ['e1'],
    ...fields,
  })
  const whole = {supplier: 'Bargee', ends: '2027-03-31', replacement: 'none'}

  it.each([
    [
      'first',
      [people({needed: 3, have: 1, leavingWithin12Months: 1}), contract(whole)],
      [people({needed: 3}), contract({supplier: 'Bargee'})],
    ],
    [
      'last',
      [people({needed: 3}), contract({supplier: 'Bargee'})],
      [people({needed: 3, have: 1, leavingWithin12Months: 1}), contract(whole)],
    ],
  ])('is all that any of them knows, whichever is listed first: the fuller %s', (_which, a, b) => {
    const estate = resolve([], inventory('a', ...a), inventory('b', ...b))

    expect(estate.contracts).toMatchObject([whole])
    expect(estate.entities.find(({id}) => id === 'msti/x')?.attributes.people).toMatchObject([
      {value: {needed: 3, have: 1, leavingWithin12Months: 1}},
    ])
    expect(estate.conflicts).toEqual([])
  })

  it('is told where they differ: of contracts the first listed counts, whole where the supplier is another', () => {
    const estate = resolve([], inventory('a', contract({supplier: 'Orbital'})), inventory('b', contract(whole)))

    expect(estate.contracts[0]).not.toHaveProperty('ends')
    expect(estate.contracts).toMatchObject([{supplier: 'Orbital'}])
    expect(estate.conflicts).toMatchObject([
      {attribute: 'contract', values: [{value: {supplier: 'Orbital'}}, {value: whole}]},
    ])
  })

  it('rests on the evidence of those that say what counts, and of no other', () => {
    const seen = (id: string) => evidence(id, `${id}.yaml:1`)
    const of = (first: object, second: object) =>
      resolve(
        [],
        inventory('a', seen('e1'), contract({...first, evidence: ['e1']})),
        inventory('b', seen('e2'), contract({...second, evidence: ['e2']})),
      ).contracts

    expect(of(whole, {supplier: 'Bargee', ends: '2025-01-31'})).toMatchObject([{...whole, evidence: ['e1']}])
    expect(of(whole, {supplier: 'Bargee', ends: whole.ends})).toMatchObject([{...whole, evidence: ['e1', 'e2']}])
    expect(of({ends: whole.ends}, {...whole, ends: '2025-01-31'})).toMatchObject([{...whole, evidence: ['e1', 'e2']}])
    expect(of(whole, {...whole, supplier: 'Orbital'})).toMatchObject([{...whole, evidence: ['e1']}])
  })

  it('is told where people who know it differ, with which of them counts', () => {
    const estate = resolve(
      [],
      inventory('a', people({needed: 2, have: 2})),
      inventory('b', people({needed: 3, have: 0})),
    )

    expect(estate.conflicts.map(({message}) => message)).toEqual([
      'x: 2 sources disagree on people; the first that domesday.yaml lists counts',
    ])
  })

  it('counts the newest judgement, then one with a name, and never for being listed last', () => {
    const named = judged({assessor: 'B. Lock', date: '2026-08-01'})
    const of = (...records: InventoryRecord[]) =>
      resolve([], ...records.map((record, at) => inventory(`i${at}`, system('msti/x'), record))).judgements.map(
        ({value}) => value,
      )

    expect(of(named, judged({value: 5}))).toEqual([3])
    expect(of(named, judged({value: 5, date: '2026-09-01'}))).toEqual([5])
    expect(of(judged({assessor: 'B. Lock'}), judged({value: 5}))).toEqual([3])
    expect(of(judged({value: 5}), judged({value: 2}))).toEqual([5])
  })
})

describe('a resource that a rule gives to a system', () => {
  const resource = (name: string, environment: string): InventoryRecord => ({
    ...entity('resource', `arn:aws:rds:eu-west-2:012345678901:db:${name}`, {tag: `Environment=${environment}`}),
    organisation: 'msti',
  })
  const rule = {id: 'pay', name: 'Pay', organisation: 'msti', match: [{resource: 'arn:aws:rds:*'}]}

  it('is what it runs on, for the environment that its tag names', () => {
    const estate = resolve([rule], inventory('a', resource('live', 'production'), resource('trial', 'development')))

    expect(
      estate.relations
        .map(({from, type, to, attributes}) => [from, type, to.split(':').at(-1), attributes.environment])
        .toSorted(),
    ).toEqual([
      ['msti/pay', 'RUNS_ON', 'live', 'production'],
      ['msti/pay', 'RUNS_ON', 'trial', 'development'],
    ])
  })
})
