import {describe, expect, it} from '@jest/globals'
import {renderThing} from '../../src/render/text/thing.ts'
import {aboutThing, nearestThing} from '../../src/resolve/about-thing.ts'
import {entity, estateOf, evidence, relation, system} from '../estates.ts'
import {tideRecords} from '../programs.ts'

const estate = estateOf(
  system('m/rota'),
  entity('component', 'component:m/web', {language: 'TypeScript'}),
  entity('component', 'component:m/web/part', {type: 'application'}),
  {
    ...entity('host', 'host:m/rota01'),
    attributes: {
      owner: [
        {value: 'Keepers', evidence: ['e1'], confidence: 0.9},
        {state: 'not-applicable' as const, evidence: ['e2'], confidence: 0.5},
      ],
    },
  },
  relation('component:m/web/part', 'PART_OF', 'component:m/web'),
  relation('component:m/web', 'PART_OF', 'm/rota'),
  relation('component:m/web', 'CALLS', 'host:m/rota01'),
  relation('m/rota', 'RUNS_ON', 'host:m/rota01'),
  evidence('e1', 'estate.yaml:7'),
  evidence('e2', 'src/db.ts:14'),
)

const about = (text: string) => {
  const {thing} = nearestThing(estate, text)
  if (!thing) throw new Error(`nothing is called ${text}`)
  return aboutThing(estate, thing)
}

describe('what is known of a thing', () => {
  it('is every value beside the others, with its source', () => {
    expect(about('rota01').attributes).toMatchObject([
      {attribute: 'owner', value: 'Keepers', places: ['estate.yaml:7']},
      {attribute: 'owner', state: 'not-applicable', places: ['src/db.ts:14']},
    ])
    expect(renderThing(about('rota01'))).toContain('not applicable')
  })

  it('is each step up to its system, what it needs and what needs it', () => {
    expect(about('component:m/web/part').within.map(({id}) => id)).toEqual(['component:m/web', 'm/rota'])
    expect(about('component:m/web').needs.map(({type, id}) => `${type} ${id}`)).toEqual(['CALLS host:m/rota01'])
    expect(
      about('rota01')
        .neededBy.map(({type, id}) => `${type} ${id}`)
        .toSorted(),
    ).toEqual(['CALLS component:m/web', 'RUNS_ON m/rota'])
  })

  it('tells what it only names apart from what it needs, and says of what is not of production where it holds', () => {
    const named = estateOf(
      entity('component', 'component:m/web'),
      entity('host', 'host:m/help'),
      entity('technology', 'technology:m/nodejs-24'),
      relation('component:m/web', 'NAMES', 'host:m/help'),
      relation('component:m/web', 'USES', 'technology:m/nodejs-24', {environment: 'build'}),
      evidence('e1', 'web/links.ts:7'),
    )
    const told = (text: string) => aboutThing(named, nearestThing(named, text).thing ?? entity('host', 'host:m/none'))
    const {needs, names} = told('component:m/web')
    const help = told('help')

    expect(names.map(({id, places}) => [id, places])).toEqual([['host:m/help', ['web/links.ts:7']]])
    expect(needs.map(({id, environment}) => [id, environment])).toEqual([['technology:m/nodejs-24', 'build']])
    expect([help.neededBy, help.namedBy.map(({id}) => id)]).toEqual([[], ['component:m/web']])
    expect(renderThing(told('component:m/web'))).toMatch(
      /not in production: build[\s\S]*Named in it, not seen called\n  NAMES/,
    )
    expect(renderThing(help)).toContain('Named, not seen called, by\n  NAMES')
  })

  it('is not guessed: of several that are called so, and of a name that nothing has, the likely ones are listed', () => {
    expect(nearestThing(estate, 'ota01')).toEqual({suggestions: ['host:m/rota01']})
    expect(nearestThing(estate, '__proto__')).toEqual({suggestions: []})
  })

  it('is of every version of a product or package that is named without one', () => {
    const versioned = estateOf(
      entity('technology', 'technology:m/oracle-database-11-2', {product: 'oracle-database', version: '11.2'}),
      entity('technology', 'technology:n/oracle-database-12-1', {product: 'oracle-database', version: '12.1'}),
      entity('package', 'pkg:npm/express@4.22.3'),
      entity('package', 'pkg:npm/express'),
      entity('package', 'pkg:npm/%40tides/gauge@1.0.0'),
    )
    const found = (text: string) => {
      const {thing, versions, suggestions} = nearestThing(versioned, text)
      return thing ? thing.id : (versions?.map(({id}) => id) ?? {suggestions})
    }

    expect(found('Oracle-Database')).toEqual(['technology:m/oracle-database-11-2', 'technology:n/oracle-database-12-1'])
    expect(found('express')).toEqual(['pkg:npm/express', 'pkg:npm/express@4.22.3'])
    expect(found('pkg:npm/express@4.22.3')).toBe('pkg:npm/express@4.22.3')
    expect(found('pkg:npm/@tides/gauge@1.0.0')).toBe('pkg:npm/%40tides/gauge@1.0.0')
    expect(found('@tides/gauge')).toBe('pkg:npm/%40tides/gauge@1.0.0')
  })

  it('is suggested where it is near: other versions of a package, and what is spelt like the text', () => {
    const near = estateOf(
      entity('technology', 'technology:m/oracle-database-11-2', {product: 'oracle-database', version: '11.2'}),
      entity('package', 'pkg:npm/express@4.22.3'),
      entity('host', 'host:m/rota01'),
    )

    expect(nearestThing(near, 'pkg:npm/express@4.16.0')).toEqual({suggestions: ['pkg:npm/express@4.22.3']})
    expect(nearestThing(near, 'express@4.16.0')).toEqual({suggestions: ['pkg:npm/express@4.22.3']})
    expect(nearestThing(near, 'oracle-databse')).toEqual({suggestions: ['technology:m/oracle-database-11-2']})
    expect(nearestThing(near, 'rotta01')).toEqual({suggestions: ['host:m/rota01']})
    expect(nearestThing(near, 'x'.repeat(500))).toEqual({suggestions: []})
  })

  it('gives each place its own date, where its sources were looked at on different days', () => {
    const seenOn = (id: string, locator: string, day: string) => ({
      ...evidence(id, locator),
      observedAt: `${day}T00:00:00Z`,
    })
    const text = (...places: ReturnType<typeof seenOn>[]) => {
      const ids = places.map(({id}) => id)
      const host = entity('host', 'host:m/lock', {owner: 'Keepers'}, ids)
      return renderThing(aboutThing(estateOf(host, ...places), host))
    }

    expect(
      text(
        seenOn('e1', 'estate.yaml:75', '2026-11-01'),
        seenOn('e2', 'lock.tf:3', '2026-11-26'),
        seenOn('e3', 'lock.tf:9', '2026-11-26'),
      ),
    ).toMatch(/ estate\.yaml:75, 2026-11-01\n +lock\.tf:3, 2026-11-26\n +and 1 more place$/)
    expect(text(seenOn('e1', 'a.yaml:7', '2026-11-01'), seenOn('e2', 'a.yaml:5', '2026-11-01'))).toMatch(
      / a\.yaml, lines 5 and 7, 2026-11-01$/,
    )
    expect(text(seenOn('e1', 'a.yaml:7', '2026-11-01'), seenOn('e2', 'a.yaml:5', '2026-11-03'))).toMatch(
      / a\.yaml:5, 2026-11-03\n +a\.yaml:7, 2026-11-01$/,
    )
  })

  it('fits 80 columns and commands no terminal', () => {
    const long = entity('host', 'host:m/long', {note: `${'word '.repeat(60)}\u001b[31m`})
    const text = renderThing(aboutThing(estateOf(long), long))

    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(text).not.toContain('\u001b')
  })
})

describe('a routine of a database', () => {
  const routine = (type: string, id: string, name: string) => ({
    ...entity(id.startsWith('interface') ? 'interface' : 'component', id, {type}),
    name,
  })
  const isIt = {how: 'is this routine'}
  const dues = estateOf(
    routine('application', 'component:m/db', 'db'),
    routine('application', 'component:m/web', 'web'),
    routine('package', 'component:m/db#dues.pkb::package dues', 'DUES'),
    routine('stored-procedure', 'component:m/db#night.sql::stored-procedure dbo.night', 'dbo.Night'),
    routine('procedure', 'interface:m/procedure-dues-post', 'DUES.POST'),
    routine('procedure', 'interface:m/procedure-night-db', 'Night'),
    routine('procedure', 'interface:m/procedure-night-web', 'Night'),
    relation('component:m/db#dues.pkb::package dues', 'PART_OF', 'component:m/db'),
    relation('component:m/db#night.sql::stored-procedure dbo.night', 'PART_OF', 'component:m/db'),
    relation('interface:m/procedure-dues-post', 'DEPENDS_ON', 'component:m/db#dues.pkb::package dues', isIt),
    relation('interface:m/procedure-night-db', 'PART_OF', 'component:m/db'),
    relation('component:m/web', 'CALLS', 'interface:m/procedure-dues-post'),
    relation('component:m/web', 'CALLS', 'interface:m/procedure-night-db'),
    evidence('e1', 'src/a:1'),
  )
  const callers = (id: string) =>
    aboutThing(dues, nearestThing(dues, id).thing ?? entity('host', 'host:m/none'))
      .neighbours?.filter(({role}) => role === 'called-by')
      .flatMap(({members}) => members.map(({name, via}) => [name, via]))

  it('is called by those who call it by one of its names, also one of a package', () => {
    expect(callers('DUES')).toEqual([['web', 'DUES.POST']])
    expect(callers('dbo.night')).toEqual([['web', 'Night']])
  })

  it('is meant where its own names are called so too, and not where another is', () => {
    expect(nearestThing(dues, 'post').thing?.id).toBe('interface:m/procedure-dues-post')
    const other = routine('function', 'component:m/db#x.sql::function pay.night', 'pay.Night')
    const two = estateOf(...dues.entities, ...dues.relations, other)

    expect(nearestThing(dues, '[dbo].[Night]').thing?.name).toBe('dbo.Night')
    expect(nearestThing(dues, 'night').thing?.name).toBe('dbo.Night')
    expect(nearestThing(dues, 'Claims.dbo.Night').suggestions[0]).toBe(
      'component:m/db#night.sql::stored-procedure dbo.night',
    )
    expect(nearestThing(dues, 'claims.dues').suggestions[0]).toBe('component:m/db#dues.pkb::package dues')
    expect(nearestThing(two, 'night').several?.map(({id}) => id)).toEqual([
      'component:m/db#night.sql::stored-procedure dbo.night',
      'component:m/db#x.sql::function pay.night',
      'interface:m/procedure-night-web',
    ])
    expect(nearestThing(estateOf(...dues.entities.slice(0, 6), ...dues.relations), 'dbo.night').thing?.id).toBe(
      'component:m/db#night.sql::stored-procedure dbo.night',
    )
  })
})

describe('a routine that other trees may call', () => {
  const named = (kind: 'component' | 'interface', id: string, name: string, attributes: Record<string, string>) => ({
    ...entity(kind, id, attributes),
    name,
  })
  const dues = named('component', 'component:m/db::package dues', 'DUES', {type: 'package', schema: 'harbour'})
  const called = ['harbour.dues.post', 'pay.dues.post', 'dues.post', 'dues', 'x.dues_old.post']
  const across = estateOf(
    dues,
    named('component', 'component:m/web', 'web', {type: 'application'}),
    ...called.map((name) => named('interface', `interface:m/procedure-${name}`, name, {type: 'procedure'})),
    ...called.map((name) => relation('component:m/web', 'CALLS', `interface:m/procedure-${name}`)),
    evidence('e1', 'src/a:1'),
  )

  it('is told with who calls by a name that it may have, apart from its own callers', () => {
    const about = aboutThing(across, dues)

    expect(about.neighbours).toBeUndefined()
    expect(about.calledLikeIt?.map(({name, via, places}) => [name, via, places])).toEqual([
      ['web', 'harbour.dues.post', ['src/a:1']],
      ['web', 'dues.post', ['src/a:1']],
    ])
    expect(renderThing(about)).toContain('Called by a name that this or another may have\n  application     web')
  })

  it('is found by its name with its owner, and pointed to by what may be within it', () => {
    expect(nearestThing(across, 'Harbour.Dues').thing?.id).toBe(dues.id)
    expect(nearestThing(across, '"HARBOUR"."DUES"').thing?.id).toBe(dues.id)
    expect(nearestThing(across, 'harbour.dues.post').thing?.id).toBe(dues.id)
    expect(nearestThing(across, 'pay.dues.post').thing?.id).toBe('interface:m/procedure-pay.dues.post')
    expect(nearestThing(across, 'dues.reckon')).toEqual({suggestions: [dues.id]})
  })
})

describe('an endpoint', () => {
  const served = estateOf(
    {
      ...entity('interface', 'interface:m/any-dues-1', {type: 'endpoint', path: '/Dues/*', uriMap: 'DUESMAP'}),
      name: 'ANY /Dues/*',
    },
    entity('component', 'component:m/web', {noCallerSeen: true, type: 'program'}),
    relation('interface:m/any-dues-1', 'DEPENDS_ON', 'component:m/web'),
    {...entity('component', 'component:m/rates', {noCallerSeen: true, type: 'program'})},
    relation('component:m/rates', 'CALLS', 'host:m/mvs', {operations: ['GET /a', 'GET /b', 'GET /c', 'GET /d']}),
    entity('host', 'host:m/mvs'),
  )
  const of = (text: string) => aboutThing(served, nearestThing(served, text).thing ?? entity('host', 'host:m/none'))

  it('is found by its path and by the URIMAP that serves it', () => {
    expect(nearestThing(served, '/dues/*').thing?.id).toBe('interface:m/any-dues-1')
    expect(nearestThing(served, 'duesmap').thing?.id).toBe('interface:m/any-dues-1')
    expect(nearestThing(served, '/Dues/7').suggestions[0]).toBe('interface:m/any-dues-1')
    expect(nearestThing(served, '/dues/7').suggestions).toEqual([])
  })

  it('is a caller, so that no program behind it is said to have none', () => {
    const attributes = (text: string) => of(text).attributes.map(({attribute}) => attribute)

    expect(attributes('web')).toEqual(['type'])
    expect(attributes('rates')).toEqual(['noCallerSeen', 'type'])
  })

  it('is called with what is said of the machine', () => {
    expect(renderThing(of('rates'))).toContain('GET /a, GET /b, GET /c and 1 more')
  })
})

describe('a thing among programs', () => {
  const tides = estateOf(...tideRecords)
  const text = (name: string) => {
    const {thing} = nearestThing(tides, name)
    if (!thing) throw new Error(`nothing is called ${name}`)
    return renderThing(aboutThing(tides, thing))
  }

  it('is told by what each other is to it, with the place and the step', () => {
    expect(text('NIGHTLY').split('\n').slice(-13)).toEqual([
      'Made of',
      '  step            NIGHTLY.SUM                                         structural',
      '                  n.jcl:4',
      '',
      'Calls',
      '  program         TIDESUM                                             structural',
      '                  by NIGHTLY.SUM',
      '                  n.jcl:4',
      '',
      'Reads',
      '  dataset         TIDES.DAILY                                         structural',
      '                  by NIGHTLY.SUM',
      '                  n.jcl:5',
    ])
    expect(text('TIDES.SUMS')).toContain('Written by\n  program         TIDESUM')
  })

  it('is told as before where no program is near', () => {
    expect(about('rota01').neighbours).toBeUndefined()
  })
})
