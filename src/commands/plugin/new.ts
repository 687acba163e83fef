import {relative, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'

export default class PluginNew extends AuditCommand {
  static override summary = "Write a department's plugin that works, to build on."
  static override description =
    'JavaScript with types in its comments, or TypeScript that Node runs as it stands; neither needs a build step. Never overwrites a file.'
  static override examples = [
    '<%= config.bin %> plugin new ministry-of-clocks',
    '<%= config.bin %> plugin new ministry-of-clocks --dir plugins/ministry-of-clocks --typescript',
  ]
  static override args = {id: argument({description: "the organisation's slug", required: true})}
  static override flags = {
    dir: Flags.string({summary: 'The folder to write it to; left out, domesday-plugin-<id>.', helpValue: '<folder>'}),
    typescript: Flags.boolean({summary: 'Write TypeScript.', default: false}),
  }

  async run() {
    const {args, flags} = await this.parse(PluginNew)
    const {newPlugin, pluginName} = await import('../../plugin/new-plugin.ts')
    const root = resolve(flags.folder)
    const folder = resolve(root, flags.dir ?? pluginName(args.id))
    const {typescript} = flags
    const files = await newPlugin({id: args.id, folder, typescript, version: this.config.version})
    const shown = relative(root, folder).replaceAll('\\', '/') || '.'
    const written = files.map((file) => `${shown}/${file}`)
    this.log(
      [
        ...written.map((path) => `wrote ${path}`),
        '',
        `Next: domesday plugin check ${shown}`,
        `Then list it in domesday.yaml: plugins: [./${shown}]`,
      ].join('\n'),
    )
    return {written}
  }
}
