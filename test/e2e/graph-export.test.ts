import {cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {repository, runDomesday} from './run-domesday.ts'

describe('graph export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-export-'))
  const run = (...args: readonly string[]) => runDomesday(['graph', 'export', ...args], {cwd: folder})
  beforeAll(async () => {
    for (const name of ['domesday.yaml', 'inventories', 'evidence', 'plugins'])
      cpSync(join(repository, name), join(folder, name), {recursive: true})
    await runDomesday(['graph', 'load', '--quiet'], {cwd: folder})
  })
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  it('prints the neighbourhood of a thing and nothing else', async () => {
    const args = ['--format', 'dot', '--around', 'payroll-gateway', '--types', 'DEPENDS_ON']
    const {status, stdout, stderr} = await run(...args)

    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout).toMatch(/^\/\/ domesday graph export\ndigraph domesday \{\n[\s\S]*\n\}\n$/)
    expect(
      stdout
        .match(/label="[^"]*\\n\w+"/g)
        ?.map((label) => label.slice(7, -1).split('\\n')[0])
        .toSorted(),
    ).toEqual([...['Finance Core', 'HR Management Plus', 'Identity Hub', 'Payroll Gateway', "Winders' Pay"]])
  })

  it('gives the same bytes to a file, to the terminal and as JSON', async () => {
    const args = ['--format', 'graphml', '--named', 'red-sharing-stores']
    const printed = (await run(...args)).stdout
    const told = await run(...args, '--out', 'part.graphml')
    const json = JSON.parse((await run(...args, '--json')).stdout) as Record<string, unknown> // the shape is below

    expect(readFileSync(join(folder, 'part.graphml'), 'utf8')).toBe(printed)
    expect(json).toMatchObject({format: 'graphml', content: printed, things: expect.any(Number)})
    expect(told).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^\d+ things and \d+ relations, in /),
    })
  })

  it('counts one thing as one', async () => {
    const one = "SELECT id FROM entity WHERE kind = 'host' LIMIT 1"

    expect((await run('--format', 'mermaid', '--query', one, '--out', 'one.mmd')).stdout).toMatch(
      /^1 thing and 0 relations, in /,
    )
  })

  it('writes the things that a query of one’s own names', async () => {
    const {stdout} = await run('--format', 'cytoscape', '--query', "SELECT id FROM entity WHERE kind = 'host' LIMIT 3")

    expect(JSON.parse(stdout)).toMatchObject({elements: {nodes: Array(3).fill({data: expect.anything()})}})
  })

  it.each([
    ['no format', [], 'Give --format'],
    ['a format that is none', ['--format', 'png'], 'graphml'],
    ['more than a picture bears', ['--format', 'mermaid'], 'more than mermaid is for'],
    ['a thing that is not there', ['--format', 'dot', '--around', 'idntity-hub'], 'identity-hub'],
    ['an answer without ids', ['--format', 'dot', '--query', 'SELECT 1 AS one'], 'the columns are: one'],
    [
      'more rows than asked for',
      ['--format', 'dot', '--query', 'SELECT id FROM entity', '--limit', '5'],
      'more than 5 rows',
    ],
    ['two parts at once', ['--format', 'dot', '--around', 'a', '--named', 'circles'], '--around'],
    ['what is no export in its way', ['--format', 'graphml', '--out', 'domesday.yaml'], 'is no export of the graph'],
  ])('refuses %s and says what to do', async (_what, args, words) => {
    const {status, stdout, stderr} = await run(...args)

    expect({status, stdout}).toEqual({status: 2, stdout: ''})
    expect(stderr).toContain(words)
  })
})
