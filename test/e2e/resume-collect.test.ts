import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {writeFileAt} from '../plugin/plugin-folders.ts'
import {runDomesday} from './run-domesday.ts'

jest.setTimeout(240_000)

const files = 1200
/** A journal is written after each 256 files. */
const firstKept = 256
let folder = ''
/** What a run gives that nobody disturbs. */
let undisturbed = ''
let wholeJournalBytes = 0

/** A tree whose every other module calls a queue, so that both stages of the scan take their time. */
function writeTree(name: string, count: number): void {
  writeFileAt(join(folder, name, 'package.json'), `{"name": "${name}", "version": "1.0.0"}`)
  for (let at = 0; at < count; at += 1) {
    const calls =
      at % 2 === 0
        ? `import {SQSClient, SendMessageCommand} from '@aws-sdk/client-sqs'\nexport const client = new SQSClient()\nexport const sent = () => client.send(new SendMessageCommand({}))\n`
        : `export const lamp = 'https://lamp${at}.lamps.example/status'\n`
    const body = Array.from(
      {length: 8},
      (_, line) => `export const v${line} = {at: ${at}, key: process.env.LAMP_${at}}`,
    )
    writeFileAt(
      join(folder, name, 'src', `part${at % 40}`, `m${at}.ts`),
      `${calls}import {v1 as other} from '../part${(at + 1) % 40}/m${at + 1}.js'\n${body.join('\n')}\nexport {other}\n`,
    )
  }
}

function journalBytes(root: string): number {
  try {
    const scans = join(root, '.domesday', 'scans')
    return readdirSync(scans).reduce((sum, name) => sum + statSync(join(scans, name)).size, 0)
  } catch {
    return 0
  }
}

const collect = ['collect', 'source', '../tree', '--organisation', 'lighthouses', '--out', 'found.jsonl']

/** An empty folder beside the trees. */
function place(): string {
  return mkdtempSync(join(folder, 'run-'))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domesday-resume-'))
  writeTree('tree', files)
  const cwd = place()
  let most = 0
  // The journal goes when the scan is done, so its size is seen on the way.
  await runDomesday(collect, {
    cwd,
    signalWhen: {signal: 'SIGCONT', isTime: () => ((most = Math.max(most, journalBytes(cwd))), false)},
  })
  wholeJournalBytes = most
  undisturbed = readFileSync(join(cwd, 'found.jsonl'), 'utf8')
  expect(readdirSync(cwd)).toEqual(['found.jsonl'])
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** Breaks off a run when its journal has reached that share of a whole one. */
function brokenOff(cwd: string, signal: NodeJS.Signals, share: number, args: readonly string[] = collect) {
  const bytes = Math.max(1, Math.floor(wholeJournalBytes * share))
  return runDomesday(args, {cwd, signalWhen: {signal, isTime: () => journalBytes(cwd) >= bytes}})
}

describe('a long scan', () => {
  it.each([0.001, 0.2, 0.45, 0.6, 0.8])(
    'is broken off by Ctrl-C at %d of its way with what was found kept, and goes on from there to the same bytes',
    async (share) => {
      const cwd = place()

      const stopped = await brokenOff(cwd, 'SIGINT', share)
      const after = readdirSync(cwd)
      const again = await runDomesday(collect, {cwd})

      expect(stopped).toMatchObject({status: 130, stdout: ''})
      expect(stopped.stderr).toMatch(
        /Stopped in collect source, at [\d,]+ of [\d,]+ (files|modules)[^.]*\. What was finished is kept; run it again to go on\.\n$/,
      )
      expect(after).toEqual(['.domesday'])
      expect(again.status).toBe(0)
      const kept = Number(/([\d,]+) kept from before/.exec(again.stderr)?.[1]?.replace(',', ''))
      expect(kept).toBeGreaterThanOrEqual(firstKept)
      // Its package.json too.
      expect(kept).toBeLessThanOrEqual(files + 1)
      expect(readFileSync(join(cwd, 'found.jsonl'), 'utf8')).toBe(undisturbed)
      expect(readdirSync(cwd)).toEqual(['found.jsonl'])
    },
  )

  it.each([0.001, 0.15, 0.35, 0.5, 0.7, 0.9])(
    'that is killed at %d of its way goes on from there to the same bytes',
    async (share) => {
      const cwd = place()

      const killed = await brokenOff(cwd, 'SIGKILL', share)
      const again = await runDomesday(collect, {cwd})

      expect(killed).toMatchObject({stdout: ''})
      expect(killed.status).not.toBe(0)
      expect(again.status).toBe(0)
      expect(again.stderr).toMatch(/[\d,]+ kept from before/)
      expect(readFileSync(join(cwd, 'found.jsonl'), 'utf8')).toBe(undisturbed)
    },
  )

  it('that is killed again and again comes to the same bytes', async () => {
    const cwd = place()
    for (const share of [0.1, 0.4, 0.75]) await brokenOff(cwd, 'SIGKILL', share)

    expect(await runDomesday(collect, {cwd})).toMatchObject({status: 0})
    expect(readFileSync(join(cwd, 'found.jsonl'), 'utf8')).toBe(undisturbed)
  })

  it('believes nothing of a journal that was cut short, edited, or left by another program', async () => {
    for (const spoil of [
      (path: string) => truncateSync(path, Math.floor(statSync(path).size * 0.7)),
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replaceAll('lamps.example', 'lamps.invalid')),
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(/"code":"[^"]*"/, '"code":"other"')),
    ]) {
      const cwd = place()
      await brokenOff(cwd, 'SIGKILL', 0.5)
      const scans = join(cwd, '.domesday', 'scans')
      for (const name of readdirSync(scans)) spoil(join(scans, name))

      expect(await runDomesday(collect, {cwd})).toMatchObject({status: 0})
      expect(readFileSync(join(cwd, 'found.jsonl'), 'utf8')).toBe(undisturbed)
    }
  })

  it('sees what has changed meanwhile', async () => {
    const cwd = place()
    await brokenOff(cwd, 'SIGINT', 0.6)
    const changed = join(folder, 'tree', 'src', 'part1', 'm1.ts')
    const before = readFileSync(changed, 'utf8')
    try {
      writeFileSync(changed, before.replace('lamp1.lamps.example', 'beam1.lamps.example'))
      await runDomesday(collect, {cwd})
      const found = readFileSync(join(cwd, 'found.jsonl'), 'utf8')
      expect([found.includes('beam1.lamps.example'), found.includes('"lamp1.lamps.example"')]).toEqual([true, false])
    } finally {
      writeFileSync(changed, before)
    }
  })
})

describe('an audit of several trees', () => {
  it('goes on in the tree where it was killed, to the same inventories', async () => {
    for (const name of ['one', 'two', 'three']) writeTree(name, 400)
    const settings = `schema: domesday/settings@1
organisations: [{id: lighthouses, name: Lighthouses}]
sources:
${['one', 'two', 'three'].map((name) => `  - {id: ${name}, collect: source, organisation: lighthouses, paths: [../${name}]}`).join('\n')}
`
    const [calm, killed] = [place(), place()]
    for (const cwd of [calm, killed]) writeFileSync(join(cwd, 'domesday.yaml'), settings)
    await runDomesday(['audit'], {cwd: calm})

    await brokenOff(killed, 'SIGKILL', 0.3, ['audit'])
    expect(readdirSync(killed)).not.toContain('reports')
    const again = await runDomesday(['audit'], {cwd: killed})

    expect(again.stderr).toMatch(/3 sources, 1,203 files, [\d,]+ kept from before/)
    for (const name of ['one', 'two', 'three'])
      expect(readFileSync(join(killed, `inventories/lighthouses/${name}.jsonl`), 'utf8')).toBe(
        readFileSync(join(calm, `inventories/lighthouses/${name}.jsonl`), 'utf8'),
      )
    expect((await runDomesday(['audit'], {cwd: killed})).stderr).not.toContain('kept from before')
  })
})
