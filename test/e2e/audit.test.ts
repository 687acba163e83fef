import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {repository, runDomesday} from './run-domesday.ts'

jest.setTimeout(120_000)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'domesday-e2e-'))
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

function filesOf(root: string): Record<string, string> {
  const names = readdirSync(root, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
  return Object.fromEntries(
    names
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  )
}

describe('the demo', () => {
  it('audits the sample, fits 80 columns, says what to open, and matches the golden report', async () => {
    const run = await runDomesday(['demo', '--dir', 'sample'], {cwd: folder})

    expect(run.stderr).not.toMatch(/error/i)
    expect(run.status).toBe(0)
    expect(run.stdout).toContain('reports/index.html')
    const tooLong = run.stdout.split('\n').filter((line) => line.length > 80 && !line.includes(folder))
    expect(tooLong).toEqual([])
    expect(filesOf(join(folder, 'sample', 'reports'))).toEqual(filesOf(join(repository, 'reports')))
  })

  it('is what the README shows, but for the times', async () => {
    const {stderr, stdout} = await runDomesday(['demo', '--dir', 'sample'], {cwd: folder})
    // A note that has no room beside its time goes on in the next line.
    const untimed = (text: string) =>
      text
        .replace(/ +(\d+\.\d s|unchanged)$/gm, '')
        .replace(/\n {20}(?=\S)/g, ' ')
        .trim()

    const readme = readFileSync(join(repository, 'README.md'), 'utf8')
    const shown = /^\$ domesday demo\n(.*?)^```/ms.exec(readme)?.[1] ?? ''
    expect(untimed(shown)).toEqual(untimed(`${stderr}${stdout}`.replace(/^ {2}Open .*$/m, '')))
  })

  it('gives the same bytes in another folder and another time zone', async () => {
    const run = await runDomesday(['demo', '--dir', 'elsewhere/deeper'], {
      cwd: folder,
      env: {TZ: 'Pacific/Kiritimati', LC_ALL: 'cy_GB.UTF-8'},
    })

    expect(run.status).toBe(0)
    expect(filesOf(join(folder, 'elsewhere/deeper/reports'))).toEqual(filesOf(join(repository, 'reports')))
  })

  it('repeats nothing when nothing changed', async () => {
    const run = await runDomesday(['audit'], {cwd: join(folder, 'sample')})

    expect(run.status).toBe(0)
    const settled = run.stderr.split('\n').filter((line) => /^ {2}\w/.test(line))
    expect(settled.length).toBeGreaterThanOrEqual(6)
    expect(settled.filter((line) => !line.endsWith('unchanged'))).toEqual([])
  })

  it('shifts date-dependent scores with --as-of', async () => {
    const now = JSON.parse((await runDomesday(['assess', '--json'], {cwd: join(folder, 'sample')})).stdout)
    const later = JSON.parse(
      (await runDomesday(['assess', '--as-of', '2029-11-01', '--json'], {cwd: join(folder, 'sample')})).stdout,
    )

    const proposed = (document: {systems: {system: string; criteria: {L1: {proposed: {low: number}}}}[]}) =>
      document.systems.find(({system}) => system.endsWith('/data-warehouse'))?.criteria.L1.proposed.low ?? 0
    expect(proposed(later)).toBeGreaterThan(proposed(now))
  })

  it('makes again a report that was cut short', async () => {
    const page = join(folder, 'sample/reports/index.html')
    const whole = readFileSync(page, 'utf8')
    writeFileSync(page, whole.slice(0, 1000))

    const run = await runDomesday(['audit'], {cwd: join(folder, 'sample')})

    expect(run.status).toBe(0)
    expect(readFileSync(page, 'utf8')).toBe(whole)
  })

  it('leaves a folder of somebody else alone', async () => {
    mkdirSync(join(folder, 'mine'))
    writeFileSync(join(folder, 'mine/letter.txt'), 'mine')

    const run = await runDomesday(['demo', '--dir', 'mine'], {cwd: folder})

    expect(run.status).toBe(2)
    expect(readdirSync(join(folder, 'mine'))).toEqual(['letter.txt'])
  })
})

describe('exit statuses and errors', () => {
  it('is 2 in a folder that is no audit folder, and the message names init', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'))
    const run = await runDomesday(['audit'], {cwd: empty})

    expect(run.status).toBe(2)
    expect(run.stderr).toContain('domesday init')
    expect(run.stdout).toBe('')
    expect(readdirSync(empty)).toEqual([])
  })

  it('is 3 for a declared file with errors, and tells them all at once with their places', async () => {
    const broken = join(folder, 'broken')
    await runDomesday(['init', '-C', broken], {cwd: folder})
    writeFileSync(
      join(broken, 'inventories/my-department/estate.yaml'),
      [
        'schema: domesday/declared@1',
        'organisation: my-department',
        'systems:',
        '  - {id: a, name: A, onwer: x, scores: {L1: 7}}',
        '  - {id: b, name: B, dependsOn: [{system: aa}]}',
        '',
      ].join('\n'),
    )

    const run = await runDomesday(['audit'], {cwd: broken})

    expect(run.status).toBe(3)
    expect(run.stderr).toContain('inventories/my-department/estate.yaml:4:')
    expect(run.stderr).toContain("Did you mean 'owner'?")
    expect(run.stderr).toContain('from 1 to 6')
    expect(existsSync(join(broken, 'reports'))).toBe(false)
  })

  it('is one JSON value on stdout with --json, errors included', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'))
    const run = await runDomesday(['audit', '--json'], {cwd: empty})

    expect(run.status).toBe(2)
    expect(JSON.parse(run.stdout)).toMatchObject({error: {code: 'no-audit-folder', exitStatus: 2}})
  })

  it('is 10 when the threshold asked for is reached', async () => {
    const run = await runDomesday(['assess', '--fail-on', 'red'], {cwd: join(folder, 'sample')})

    expect(run.status).toBe(10)
    expect(run.stdout).toContain('HR Management Plus')
    expect(run.stderr).toContain('--fail-on red: 10 red-rated')
  })

  it('is 4 for a tree that does not exist', async () => {
    const run = await runDomesday(['collect', 'source', 'no-such-tree', '--organisation', 'msti'], {cwd: folder})

    expect(run.status).toBe(4)
    expect(run.stderr).toContain('no-such-tree')
  })

  it('is 2 for a flag that does not exist, without a stack trace', async () => {
    const run = await runDomesday(['audit', '--no-such-flag'], {cwd: folder})

    expect(run.status).toBe(2)
    expect(run.stderr).not.toContain('    at ')
  })

  it('keeps old reports whole when the folder cannot be written', async () => {
    const copy = join(folder, 'read-only')
    cpSync(join(folder, 'sample'), copy, {recursive: true})
    const before = filesOf(join(copy, 'reports'))
    // A file where the program must make a folder: even root cannot write there.
    rmSync(join(copy, '.domesday'), {recursive: true})
    writeFileSync(join(copy, '.domesday'), '')

    const run = await runDomesday(['audit'], {cwd: copy})

    expect(run.status).toBe(5)
    expect(run.stderr).toContain('cannot be written')
    expect(filesOf(join(copy, 'reports'))).toEqual(before)
  })
})

describe('a disk that fills up', () => {
  it('leaves the old report whole, every file of it, and says what to do', async () => {
    const copy = join(folder, 'full')
    cpSync(join(folder, 'sample'), copy, {recursive: true})
    const before = filesOf(join(copy, 'reports'))
    const largest = Math.max(...Object.values(before).map((text) => Buffer.byteLength(text)))
    const settings = readFileSync(join(copy, 'domesday.yaml'), 'utf8')
    writeFileSync(join(copy, 'domesday.yaml'), settings.replace('marking: OFFICIAL', 'marking: OFFICIAL-SENSITIVE'))

    // The system refuses the rest of the largest file, as a full disk does; small ones are written before it.
    const run = await runDomesday(['audit'], {cwd: copy, largestFileBytes: Math.floor(largest / 2)})

    expect(run).toMatchObject({status: 5, stdout: ''})
    expect(run.stderr).toContain('What was there before is whole')
    expect(filesOf(join(copy, 'reports'))).toEqual(before)
    expect((await runDomesday(['audit'], {cwd: copy})).status).toBe(0)
    expect(readFileSync(join(copy, 'reports/index.html'), 'utf8')).toContain('OFFICIAL-SENSITIVE')
  })
})

describe('a load that is killed', () => {
  it('leaves the old graph or the new one, at whatever moment', async () => {
    const copy = join(folder, 'killed')
    await runDomesday(['init', '-C', copy, '--organisation', 'clocks'], {cwd: folder})
    const estate = (count: number): string =>
      `schema: domesday/declared@1\norganisation: clocks\nsystems:\n${Array.from({length: count}, (_, at) => `  - {id: s${at}, name: S${at}, dependsOn: [{system: s${(at * 7 + 1) % count}}]}\n`).join('')}`
    const file = join(copy, 'inventories/clocks/estate.yaml')
    writeFileSync(file, estate(1500))
    await runDomesday(['graph', 'load'], {cwd: copy})
    writeFileSync(file, estate(3000))
    await runDomesday(['resolve'], {cwd: copy})
    const systems = async (): Promise<number> => {
      const {kinds} = JSON.parse((await runDomesday(['graph', 'stats', '--json'], {cwd: copy})).stdout)
      return kinds.find(({kind}: {kind: string}) => kind === 'system').count
    }
    const found = new Set<number>([await systems()])

    for (const killAfterMs of [150, 200, 250, 300, 350, 400, 450, 500, 600]) {
      await runDomesday(['graph', 'load'], {cwd: copy, killAfterMs})
      found.add(await systems())
    }
    await runDomesday(['graph', 'load'], {cwd: copy})

    expect([...found].every((count) => count === 1500 || count === 3000)).toBe(true)
    expect(await systems()).toBe(3000)
    expect(readdirSync(join(copy, '.domesday')).filter((name) => name.includes('tmp'))).toEqual([])
  })
})

describe('an interrupted run', () => {
  it.each([200, 700, 1200, 2000])(
    'after %d ms leaves nothing half-written, and the next run goes on to the same report',
    async (interruptAfterMs) => {
      const copy = join(folder, `interrupted-${interruptAfterMs}`)
      mkdirSync(copy)
      cpSync(join(repository, 'inventories'), join(copy, 'inventories'), {recursive: true})
      cpSync(join(repository, 'evidence'), join(copy, 'evidence'), {recursive: true})
      cpSync(join(repository, 'plugins'), join(copy, 'plugins'), {recursive: true})
      cpSync(join(repository, 'domesday.yaml'), join(copy, 'domesday.yaml'))

      await runDomesday(['audit'], {cwd: copy, interruptAfterMs})
      const run = await runDomesday(['audit'], {cwd: copy})

      expect(run.status).toBe(0)
      expect(filesOf(join(copy, 'reports'))).toEqual(filesOf(join(repository, 'reports')))
    },
  )
})

describe('explain and the graph', () => {
  it('shows the arithmetic and the places of the evidence', async () => {
    const run = await runDomesday(['explain', 'hr-management-plus'], {cwd: join(folder, 'sample')})

    expect(run.status).toBe(0)
    expect(run.stdout).toContain('26.67')
    expect(run.stdout).toMatch(/estate\.yaml:\d+/)
  })

  it('suggests the nearest system for a name that is none', async () => {
    const run = await runDomesday(['explain', 'hr-managment-plus'], {cwd: join(folder, 'sample')})

    expect(run.status).toBe(2)
    expect(run.stderr).toContain('hr-management-plus')
  })

  it.each([
    ['L1', 'name a system too, as domesday explain <system> L1'],
    ['wave 2', 'domesday plan lists them'],
    [
      'component:ministry-of-space-transport-infrastructure/inistry-of-space-transport-infrastructure-sources-launch-window-booking-8b955bb0#src/none.ts',
      'told of what it belongs to',
    ],
  ])('says what to ask instead of %s', async (text, hint) => {
    const run = await runDomesday(['explain', text], {cwd: join(folder, 'sample')})

    expect(run.status).toBe(2)
    expect(run.stderr.replace(/\s+/g, ' ')).toContain(hint)
  })

  it('cuts no id that another program reads', async () => {
    const sql = 'select id, name, organisation from entity order by length(id) desc limit 1'
    const run = await runDomesday(['graph', 'query', sql], {cwd: join(folder, 'sample')})
    const {rows} = JSON.parse(
      (await runDomesday(['graph', 'query', sql, '--json'], {cwd: join(folder, 'sample')})).stdout,
    )

    expect(rows[0].id.length).toBeGreaterThan(80)
    expect(run.stdout).toContain(rows[0].id)
  })

  it('lists what is affected if the identity hub goes', async () => {
    const run = await runDomesday(['graph', 'impact', 'identity-hub', '--json'], {cwd: join(folder, 'sample')})

    expect(run.status).toBe(0)
    expect(run.stdout).toContain('ministry-of-space-transport-infrastructure/orbit-permit-register')
    expect(run.stdout).toContain('ministry-of-space-transport-infrastructure/launch-window-booking')
  })
})
