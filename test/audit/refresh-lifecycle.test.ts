import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {catalogueInUse} from '../../src/audit/catalogue-in-use.ts'
import {type Refreshed, refreshLifecycle, type RefreshRequest} from '../../src/audit/refresh-lifecycle.ts'
import {openAudit, runAssess} from '../../src/audit/run-audit.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import type {Cycle, Product} from '../../src/model/lifecycle.ts'

const settings = `schema: domesday/settings@1
organisations: [{id: tides, name: Department for Tides}]
sources: [{id: estate, import: declared, file: inventories/tides/estate.yaml, organisation: tides}]
`
const declared = `schema: domesday/declared@1
organisation: tides
systems:
  - {id: ebb, name: Ebb, technologies: [{product: postgresql, version: "99"}]}
`

let root = ''
const servers: Server[] = []
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'domesday-refresh-'))
  mkdirSync(join(root, 'inventories/tides'), {recursive: true})
  writeFileSync(join(root, 'domesday.yaml'), settings)
  writeFileSync(join(root, 'inventories/tides/estate.yaml'), declared)
})
afterEach(() => {
  rmSync(root, {recursive: true})
  for (const server of servers.splice(0)) server.close()
})

const kept = () => join(root, 'lifecycle/endoflife-date.json')
const shipped = (await loadCatalogue()).products.filter(({source}) => source.startsWith('https://endoflife.date/'))

/** The answer that says what ships, of a later day, but for what a test changes. */
function answer(change: (products: readonly Product[]) => readonly Product[] = (same) => same, day = '2026-11-20') {
  return JSON.stringify({
    generated_at: `${day}T08:00:00+00:00`,
    result: change(shipped).map(({id, name, aliases, cycles}) => ({
      name: id,
      label: name,
      aliases,
      category: 'app',
      releases: cycles.map((cycle) => releaseOf(cycle, id)),
    })),
  })
}

function releaseOf({name, endOfActiveSupport, endOfLife, endOfExtendedSupport, frozenFrom, latest}: Cycle, id: string) {
  const end = (date: string | undefined) => ({
    is: date === 'none' ? false : date === undefined ? null : true,
    from: date === 'none' || date === 'ended' ? null : (date ?? null),
  })
  const [life, extended] = [end(id === 'aws-lambda' ? frozenFrom : endOfLife), end(endOfExtendedSupport)]
  return {
    name,
    ...(id === 'aws-lambda' && {isEoas: end(endOfLife).is}),
    eoasFrom: endOfActiveSupport ?? null,
    isEol: life.is,
    eolFrom: life.from,
    isEoes: extended.is,
    eoesFrom: extended.from,
    latest: latest === undefined ? null : {name: latest},
  }
}

const withRelease = (id: string, cycle: Cycle) => (products: readonly Product[]) =>
  products.map((product) => (product.id === id ? {...product, cycles: [cycle, ...product.cycles]} : product))

function refresh(text: string, more: Partial<RefreshRequest> = {}): Promise<Refreshed> {
  writeFileSync(join(root, 'full.json'), text)
  return refreshLifecycle({
    root,
    from: 'full.json',
    url: '',
    env: {},
    today: '2026-11-26',
    dryRun: false,
    allowFewer: false,
    ...more,
  })
}

async function assessEbb() {
  const {assessments} = await runAssess(await openAudit({root, today: '2026-11-26'}))
  const {low, high, rationale} = assessments.systems[0]?.criteria.L1.proposed ?? {}
  return {scores: [low, high], rationale, inputs: assessments.inputs}
}

describe('lifecycle refresh', () => {
  it('changes nothing where it reads what is known, but that it is of a later day', async () => {
    const {written, changes, products, leftOut, snapshot} = await refresh(answer())

    expect([written, products, leftOut, snapshot]).toEqual([true, shipped.length, [], '2026-11-20'])
    expect(changes).toEqual({newProducts: [], goneProducts: [], cycles: []})
    const catalogue = await loadCatalogue(kept())
    expect(catalogue.products.find(({id}) => id === 'postgresql')?.snapshot).toBe('2026-11-20')
  })

  it('tells what is otherwise, and the next assessment heeds it and names the file that it came from', async () => {
    expect((await assessEbb()).scores).toEqual([1, 6])

    const {changes, sha256} = await refresh(answer(withRelease('postgresql', {name: '99', endOfLife: '2027-03-01'})))

    expect(changes.cycles).toEqual([{product: 'postgresql', cycle: '99', what: 'new', after: '2027-03-01'}])
    expect(sha256).toBe(hashOf(join(root, 'full.json')))
    const {scores, rationale, inputs} = await assessEbb()
    expect(scores).toEqual([5, 5])
    expect(rationale).toContain('PostgreSQL 99 leaves support on 1 March 2027')
    expect(inputs).toContainEqual({path: 'lifecycle/endoflife-date.json', sha256: hashOf(kept())})
  })

  it('writes nothing with --dry-run, and tells the same', async () => {
    const text = answer(withRelease('postgresql', {name: '99', endOfLife: 'none'}))

    const {written, changes} = await refresh(text, {dryRun: true})

    expect([written, changes.cycles.length, existsSync(kept())]).toEqual([false, 1, false])
    expect((await refresh(text)).changes).toEqual(changes)
  })

  it('gives the same bytes for the same answer', async () => {
    await refresh(answer())
    const first = hashOf(kept())
    await refresh(answer())

    expect(hashOf(kept())).toBe(first)
  })

  it.each([
    ['cut in half', (text: string) => text.slice(0, text.length / 2), 'damaged-lifecycle'],
    ['shrunken', () => answer((products) => products.slice(0, 100)), 'refused-lifecycle'],
    ['empty', () => answer(() => []), 'refused-lifecycle'],
    ['older', () => answer((same) => same, '2026-08-01'), 'refused-lifecycle'],
    ['of a day to come', () => answer((same) => same, '2027-08-01'), 'refused-lifecycle'],
  ])('refuses an answer that is %s, and leaves what was there', async (_what, damage, code) => {
    await refresh(answer())
    const before = hashOf(kept())

    await expect(refresh(damage(answer()))).rejects.toMatchObject({code, exitStatus: 3})
    expect(hashOf(kept())).toBe(before)
  })

  it('reads what is left of an answer with a product of a strange form, and keeps what was known of that', async () => {
    const strange = answer().replace('"label":"PostgreSQL"', '"label":7')

    const {leftOut, changes} = await refresh(strange)

    expect(leftOut.map(({product}) => product)).toEqual(['postgresql'])
    expect(changes.goneProducts).toEqual([])
  })

  it('tells an audit that the file is damaged, and mends it', async () => {
    await refresh(answer())
    writeFileSync(kept(), readFileSync(kept(), 'utf8').slice(0, 1000))

    await expect(assessEbb()).rejects.toMatchObject({
      code: 'damaged-lifecycle',
      hint: expect.stringContaining('Run domesday lifecycle refresh again'),
    })
    await refresh(answer())
    expect((await assessEbb()).scores).toEqual([1, 6])
  })

  it('reads an address, and keeps no key of it', async () => {
    const server = createServer((_request, response) => response.end(answer()))
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/full` // it listens on a port

    expect((await refresh('', {from: undefined, url: `${url}?key=secret`})).readFrom).toBe(url)
    expect(readFileSync(kept(), 'utf8')).not.toContain('secret')
  })

  it('needs an audit folder, and a file that is there', async () => {
    await expect(refresh(answer(), {from: 'nothing.json'})).rejects.toMatchObject({code: 'missing-inventory'})
    await expect(refresh(answer(), {from: '.'})).rejects.toMatchObject({code: 'damaged-lifecycle'})
    await expect(refresh(answer(), {root: join(root, 'inventories'), from: '../full.json'})).rejects.toMatchObject({
      code: 'no-audit-folder',
    })
  })
})

describe('the catalogue in use', () => {
  const open = () => openAudit({root, today: '2026-11-26'})

  it('has no systems where there is no estate, and heeds what was refreshed', async () => {
    await refresh(answer(withRelease('postgresql', {name: '99', endOfLife: 'none'})))

    const {catalogue, uses} = await catalogueInUse(root, open)

    expect(uses).toBeUndefined()
    expect(catalogue.products.find(({id}) => id === 'postgresql')?.cycles[0]?.name).toBe('99')
  })

  it('tells which systems run a version, and that no release of it is known', async () => {
    await assessEbb()

    expect((await catalogueInUse(root, open)).uses).toEqual([
      {product: 'postgresql', version: '99', cycles: [], systems: ['tides/ebb']},
    ])
  })
})

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
