import {type Command, Help} from '@oclif/core'
import {errorJson} from './base-command.ts'
import {UsageError} from './errors.ts'
import {nearest} from './model/nearest.ts'

/** Help as text, or with `--json` as one JSON value. */
export default class CommandHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    if (!argv.includes('--json')) return super.showHelp(argv)
    const words = argv.filter((word) => !word.startsWith('-') && word !== 'help')
    const all = this.config.commands
      .filter(({hidden, pluginName}) => !hidden && pluginName === this.config.name)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const asked = longestName(words, all)
    const found = all.filter(({id}) => asked === '' || id === asked || id.startsWith(`${asked}:`))
    if (found.length > 0) return this.tell({name: this.config.bin, commands: found.map((one) => this.described(one))})
    const names = all.map(({id}) => id.replaceAll(':', ' '))
    const like = nearest(words.join(' '), names)
    const error = new UsageError('no-such-command', `${this.config.bin} has no command '${words.join(' ')}'.`, {
      hint: like ? `Did you mean '${this.config.bin} ${like}'?` : `All commands: ${this.config.bin} help.`,
    })
    process.exitCode = error.exitStatus
    this.tell(errorJson(error))
  }

  private tell(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  }

  private described({id, summary, description, args, flags, examples}: Command.Loadable) {
    const filled = (text: string): string => text.replaceAll('<%= config.bin %>', this.config.bin)
    return {
      command: id.replaceAll(':', ' '),
      summary,
      description,
      arguments: Object.values(args).map((arg) => ({
        name: arg.name,
        description: arg.description,
        required: arg.required ?? false,
      })),
      flags: Object.values(flags)
        .filter(({hidden}) => !hidden)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map((flag) => ({
          name: flag.name,
          ...(flag.char && {char: flag.char}),
          summary: flag.summary ?? flag.description,
          ...(flag.type === 'option' && {
            value: flag.helpValue ?? `<${flag.name}>`,
            ...(flag.options && {options: flag.options}),
            multiple: flag.multiple ?? false,
          }),
          required: flag.required ?? false,
        })),
      examples: (examples ?? []).map((example) => filled(String(example))),
    }
  }
}

/** The command or topic that the first words name: `graph path`, of which what follows is an argument; else all words. */
function longestName(words: readonly string[], commands: readonly {readonly id: string}[]): string {
  for (let length = words.length; length > 0; length -= 1) {
    const id = words.slice(0, length).join(':')
    if (commands.some((one) => one.id === id || one.id.startsWith(`${id}:`))) return id
  }
  return words.join(':')
}
