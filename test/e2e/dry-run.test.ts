import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {repository, runDomesday} from './run-domesday.ts'

jest.setTimeout(120_000)

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domesday-dry-'))
  for (const name of ['inventories', 'evidence', 'plugins', 'domesday.yaml'])
    cpSync(join(repository, name), join(folder, 'fresh', name), {recursive: true})
  await runDomesday(['demo', '--dir', 'audited'], {cwd: folder})
  await runDomesday(['bundle', '-C', 'audited', '--out', join(folder, 'all.tar.gz')], {cwd: folder})
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** Every file and folder with its size, content and the moment of its last change. */
function everything(): readonly string[] {
  const entries = readdirSync(folder, {recursive: true, withFileTypes: true})
  return entries.map((entry) => {
    const path = join(entry.parentPath, entry.name)
    const {mtimeNs} = statSync(path, {bigint: true})
    return `${path} ${mtimeNs} ${entry.isFile() ? readFileSync(path, 'base64') : ''}`
  })
}

const trees = ['inventories/ministry-of-clocks/sources/clock-repairs']

describe('--dry-run', () => {
  it.each([
    ['fresh', ['audit']],
    ['fresh', ['collect', 'source', ...trees, '--organisation', 'ministry-of-clocks']],
    [
      'fresh',
      [
        'import',
        'declared',
        'inventories/ministry-of-clocks/estate.yaml',
        '--organisation',
        'ministry-of-clocks',
        '--out',
        'x.jsonl',
      ],
    ],
    ['audited', ['audit']],
    ['audited', ['audit', '--as-of', '2031-01-01']],
    ['audited', ['report', '--zip']],
    ['audited', ['graph', 'load']],
    ['audited', ['bundle']],
    ['', ['unbundle', 'all.tar.gz', '--dir', 'carried']],
    ['', ['init', '-C', 'begun']],
    ['', ['demo']],
    ['', ['demo', '--dir', 'audited']],
  ])('writes nothing at all, in text and as JSON: %s %j', async (at, args) => {
    const before = everything()
    const cwd = join(folder, at)

    const told = await runDomesday([...args, '--dry-run'], {cwd})
    const json = await runDomesday([...args, '--dry-run', '--json'], {cwd})

    expect(everything()).toEqual(before)
    expect([told.status, told.stderr, json.status, json.stderr]).toEqual([0, '', 0, ''])
    expect(told.stdout).toMatch(/^Dry run: nothing was written\.\n/)
    const tooLong = told.stdout.split('\n').filter((line) => line.length > 80 && !line.includes('/'))
    expect(tooLong).toEqual([])
    expect(JSON.parse(json.stdout)).toMatchObject({dryRun: true})
  })

  it('says of every stage whether it is kept, and why not', async () => {
    const stages = async (...args: string[]) =>
      JSON.parse((await runDomesday([...args, '--dry-run', '--json'], {cwd: join(folder, 'audited')})).stdout).stages

    expect(await stages('report')).toEqual(
      ['resolve', 'load', 'assess', 'plan', 'report'].map((stage) => ({
        stage,
        does: 'kept',
        why: 'nothing that it depends on has changed',
      })),
    )
    expect(await stages('report', '--as-of', '2031-01-01')).toEqual([
      expect.objectContaining({stage: 'resolve', does: 'kept'}),
      expect.objectContaining({stage: 'load', does: 'kept'}),
      {stage: 'assess', does: 'runs', why: 'changed: the as-of date'},
      {stage: 'plan', does: 'may run', why: 'kept unless assess gives something else'},
      {stage: 'report', does: 'may run', why: 'kept unless assess gives something else'},
    ])
  })

  it('names what a changed file costs, and the run does just that', async () => {
    const copy = join(folder, 'changed')
    cpSync(join(folder, 'audited'), copy, {recursive: true})
    await runDomesday(['audit'], {cwd: copy})
    const path = 'inventories/ministry-of-clocks/estate.yaml'
    writeFileSync(join(copy, path), `${readFileSync(join(copy, path), 'utf8')}# a word\n`)

    const dry = JSON.parse((await runDomesday(['report', '--dry-run', '--json'], {cwd: copy})).stdout)
    const run = await runDomesday(['report'], {cwd: copy})

    expect(dry.stages[0]).toEqual({stage: 'resolve', does: 'runs', why: `changed: ${path}`})
    expect(run.stderr).toMatch(/resolve .*\d\.\d s/)
  })

  it('ends as the command would where that could not begin', async () => {
    const cwd = join(folder, 'fresh')
    const organisation = ['--organisation', 'ministry-of-clocks', '--dry-run']

    expect(await runDomesday(['collect', 'source', 'no-such', ...organisation], {cwd})).toMatchObject({status: 4})
    expect(await runDomesday(['import', 'declared', 'no-such.yaml', ...organisation], {cwd})).toMatchObject({status: 3})
    expect(await runDomesday(['init', '--dry-run'], {cwd})).toMatchObject({status: 2})
    expect(await runDomesday(['unbundle', '../all.tar.gz', '--dir', '.', '--dry-run'], {cwd})).toMatchObject({
      status: 2,
    })
    expect(await runDomesday(['unbundle', 'domesday.yaml', '--dir', 'x', '--dry-run'], {cwd})).toMatchObject({
      status: 3,
    })
    expect(existsSync(join(cwd, '.domesday'))).toBe(false)
  })
})
