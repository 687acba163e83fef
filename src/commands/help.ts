import {Command, Flags} from '@oclif/core'
import {argument} from '../argument.ts'
import CommandHelp from '../help.ts'

export default class HelpCommand extends Command {
  static override summary = 'Say what a command does, and with which flags.'
  static override description = 'As <command> --help does; with --json as one JSON value, for other programs.'
  static override examples = ['<%= config.bin %> help audit', '<%= config.bin %> help --json']
  static override strict = false
  static override args = {command: argument({description: 'a command, or the first word of several'})}
  static override flags = {
    json: Flags.boolean({summary: 'Give the same as JSON.', default: false}),
    'nested-commands': Flags.boolean({char: 'n', summary: 'List the commands of every topic.', default: false}),
  }

  async run(): Promise<void> {
    const {argv, flags} = await this.parse(HelpCommand)
    const help = new CommandHelp(this.config, {all: flags['nested-commands']})
    await help.showHelp([...argv.map(String), ...(flags.json ? ['--json'] : [])])
  }
}
