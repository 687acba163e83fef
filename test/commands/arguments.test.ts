import {globSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import type {Command} from '@oclif/core'

const folder = join(import.meta.dirname, '..', '..', 'src', 'commands')
const files = globSync('**/*.ts', {cwd: folder}).sort()

describe('the arguments of every command', () => {
  it('are never read from standard input, which a loop of the shell has for itself', async () => {
    const args = await Promise.all(
      files.map(async (file) => {
        const {default: command} = (await import(join(folder, file))) as {default: Command.Class} // each file is a command
        return Object.entries(command.args).map(([name, {ignoreStdin}]) => ({file, name, ignoreStdin}))
      }),
    )

    expect(args.flat().length).toBeGreaterThan(15)
    expect(args.flat().filter(({ignoreStdin}) => ignoreStdin !== true)).toEqual([])
  })
})
