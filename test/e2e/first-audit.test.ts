import {appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, resolve} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {repository, type Run, runDomesday} from './run-domesday.ts'

jest.setTimeout(120_000)

interface Step {
  readonly command: string
  readonly run: Run
}

const steps: Step[] = []
let folder = ''

/** Does what the guide says, as it says it: files put or added where it names them, commands in their order. */
async function followGuide(): Promise<void> {
  const guide = readFileSync(join(repository, 'docs/first-audit.md'), 'utf8')
  let cwd = folder
  for (const [, before = '', language, content = ''] of guide.matchAll(
    /([^\n]*(?:\n[^\n]+)*)\n\n```(\w*)\n(.*?)```/gs,
  )) {
    if (language) {
      const path = resolve(cwd, /`([^`]+)`:\s*$/.exec(before)?.[1] ?? '')
      mkdirSync(dirname(path), {recursive: true})
      if (/\badd this at the end of\s/.test(before)) appendFileSync(path, content)
      else writeFileSync(path, content)
      continue
    }
    for (const command of content.trim().split('\n')) {
      if (command.startsWith('cd ')) cwd = resolve(cwd, command.slice(3))
      else steps.push({command, run: await runDomesday(command.split(' ').slice(1), {cwd})})
    }
  }
}

function outputOf(command: string, time = 1): string {
  return steps.filter((step) => step.command === command)[time - 1]?.run.stdout ?? ''
}

describe('docs/first-audit.md', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'domesday-guide-'))
    await followGuide()
  })
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  it('has commands that all succeed in an empty folder', () => {
    expect(steps.length).toBeGreaterThanOrEqual(10)
    expect(steps.filter(({run}) => run.status !== 0)).toEqual([])
    expect(steps.every(({command}) => command.startsWith('domesday '))).toBe(true)
  })

  it('finds what it says: first open, then red, with a challenge', () => {
    expect(outputOf('domesday audit', 1)).toContain('0 red-rated   1 could be red   1 hardly known')
    expect(outputOf('domesday audit', 2)).toContain('1 red-rated   0 could be red')
    expect(outputOf('domesday explain lamp-control L1')).toContain('Challenge: the evidence says 6')
  })

  it('finds the dependency that nobody wrote down, and a report, a plan and a bundle', () => {
    expect(outputOf('domesday graph impact lamp-control --explain')).toMatch(
      /Keeper Rota +DEPENDS_ON\n +Lamp Control > Keeper Rota \(DEPENDS_ON\)/,
    )
    expect(outputOf('domesday graph structure')).toContain('Most depended on, by PageRank')
    expect(outputOf('domesday explain keeper-rota L1')).toContain('Node.js 18')
    expect(outputOf('domesday plan')).toMatch(/Lamp Control/)
    expect(existsSync(join(folder, 'audit/reports/index.html'))).toBe(true)
  })
})
