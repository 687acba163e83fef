import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {runDomesday} from './run-domesday.ts'

const cwd = tmpdir()

/** A module that makes this Node say that it is another. */
const disguised = (changes: string): readonly string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(changes)}`,
]
const oldVersion = "Object.defineProperty(process, 'versions', {value: {...process.versions, node: '20.20.2'}});"
const otherPlace = "Object.defineProperty(process, 'execPath', {value: '/usr/bin/node'});"

describe('under a Node that is too old', () => {
  it('a clone starts the Node that came with its packages, and keeps its exit status', async () => {
    const node = disguised(oldVersion + otherPlace)

    expect(await runDomesday(['--version'], {cwd, node})).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('domesday/'),
    })
    expect(await runDomesday(['explain'], {cwd, node})).toMatchObject({status: 2})
  })

  it('it says which one is needed where there is no other', async () => {
    const run = await runDomesday(['--version'], {cwd, node: disguised(oldVersion)})

    expect(run).toMatchObject({status: 2, stdout: ''})
    expect(run.stderr).toBe(
      'domesday needs Node 22.22, or 24.15 and later; this is Node 20.20.2.\nInstall a current Node, or beside domesday: npm install node@24\n',
    )
  })
})

describe('help with --json', () => {
  const help = async (...args: string[]) => {
    const run = await runDomesday([...args, '--json'], {cwd})
    return {status: run.status, stderr: run.stderr, told: JSON.parse(run.stdout)}
  }

  it('is one JSON value of all commands, a topic or a command, however it is asked for', async () => {
    const all = await help('help')
    expect(all).toMatchObject({status: 0, stderr: ''})
    expect(all.told.commands.map(({command}: {command: string}) => command)).toEqual(
      expect.arrayContaining(['audit', 'collect source', 'graph path']),
    )
    expect(await help('--help')).toEqual(all)
    const audit = await help('audit', '--help')
    expect(audit.told.commands).toHaveLength(1)
    expect(audit.told.commands[0].flags).toContainEqual(
      expect.objectContaining({name: 'fail-on', options: ['red', 'could-be-red', 'legacy']}),
    )
    expect(audit.told.commands[0].examples).toContain('domesday audit --watch')
    expect(await help('help', 'audit')).toEqual(audit)
    expect((await help('help', 'import')).told.commands).toHaveLength(7)
  })

  it('names the nearest where there is no such command', async () => {
    const {status, told} = await help('help', 'adit')

    expect(status).toBe(2)
    expect(told).toMatchObject({error: {exitStatus: 2, hint: "Did you mean 'domesday audit'?"}})
  })
})

describe('a file to write', () => {
  it('stands where it is said to stand, relative or absolute', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'domesday-out-'))
    mkdirSync(join(folder, 'tree'))
    writeFileSync(join(folder, 'tree', 'a.ts'), '')
    const collect = ['collect', 'source', join(folder, 'tree'), '--organisation', 'clocks']

    const absolute = await runDomesday([...collect, '--out', join(folder, 'abs.jsonl')], {cwd})
    const relative = await runDomesday([...collect, '-C', folder, '--out', 'rel.jsonl'], {cwd})

    expect([absolute.status, relative.status]).toEqual([0, 0])
    expect([existsSync(join(folder, 'abs.jsonl')), existsSync(join(folder, 'rel.jsonl'))]).toEqual([true, true])
    rmSync(folder, {recursive: true})
  })
})

describe('a command line that cannot be understood', () => {
  it.each([
    [['audit', '--fail-no', 'red'], 'There is no flag --fail-no. Did you mean --fail-on?'],
    [['grph', 'stats'], "Did you mean 'domesday graph stats'?"],
    [['audit', '--fail-on', 'blue'], 'to be one of: red, could-be-red, legacy'],
    [['audit', '--as-of', '2026-02-30'], 'expected a date that exists'],
    [['audit', '--as-of'], 'expects a value'],
    [['explain'], 'Missing 1 required arg'],
  ])('is told plainly, with the nearest that is right: %j', async (args, said) => {
    const run = await runDomesday(args, {cwd})

    expect(run).toMatchObject({status: 2, stdout: ''})
    expect(run.stderr).toContain(said)
    expect(run.stderr.split('\n').length).toBeLessThan(8)
    expect(run.stderr).not.toMatch(/ at |Parsing|See more help|›/)
  })

  it.each([[['audit', '--bogus', '--json']], [['no-such-command', '--json']]])(
    'is one JSON value with --json, without folders of this machine: %j',
    async (args) => {
      const run = await runDomesday(args, {cwd})

      expect(run.status).toBe(2)
      expect(JSON.parse(run.stdout)).toMatchObject({error: {exitStatus: 2}})
      expect(run.stdout).not.toContain(process.cwd())
    },
  )
})

describe('a command in a loop of the shell', () => {
  it('takes no word of the standard input for an argument that was left out', async () => {
    expect(await runDomesday(['explain'], {cwd, input: 'hr\n'})).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Missing 1 required arg'),
    })
    const all = await runDomesday(['lifecycle', 'show'], {cwd})
    expect(all.stdout).toContain('PostgreSQL')
    expect(await runDomesday(['lifecycle', 'show'], {cwd, input: 'PostgreSQL\n'})).toEqual(all)
  })
})
