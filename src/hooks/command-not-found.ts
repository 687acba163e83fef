import type {Hook} from '@oclif/core'
import {errorJson, toldError} from '../base-command.ts'
import {UsageError} from '../errors.ts'
import {nearest} from '../model/nearest.ts'

/** A command that does not exist is told as every other error is, with the nearest that does. */
const commandNotFound: Hook.CommandNotFound = function ({id, argv = [], config}) {
  const typed = [...id.split(':'), ...argv.filter((word) => !word.startsWith('-'))]
  const known = config.commandIDs.map((command) => command.replaceAll(':', ' '))
  const like = nearest(typed.slice(0, 2).join(' '), known) ?? nearest(typed[0] ?? '', known)
  const error = new UsageError('no-such-command', `domesday has no command '${id.replaceAll(':', ' ')}'.`, {
    hint: like ? `Did you mean 'domesday ${like}'?` : 'All commands: domesday help.',
  })
  process.exitCode = error.exitStatus
  if (id === '--json' || argv.includes('--json')) process.stdout.write(`${JSON.stringify(errorJson(error), null, 2)}\n`)
  else process.stderr.write(toldError(error))
  return Promise.resolve()
}

export default commandNotFound
