import {resolve} from 'node:path'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {ExitStatus} from '../../errors.ts'

export default class PluginCheck extends AuditCommand {
  static override summary = "Try a department's plugin by the host's contract suite."
  static override description =
    'Runs its code, in a thread of its own. Says of each check that fails what is wrong, where, and how to mend it; exit 6 when any fails.'
  static override examples = [
    '<%= config.bin %> plugin check .',
    '<%= config.bin %> plugin check plugins/ministry-of-clocks',
  ]
  static override args = {path: argument({description: "the folder of the plugin's package", required: true})}

  async run() {
    const {args, flags} = await this.parse(PluginCheck)
    const [{checkPlugin}, {renderPluginChecks}] = await Promise.all([
      import('../../plugin/testing.ts'),
      import('../../render/text/plugin-checks.ts'),
    ])
    const onOutput = (text: string): boolean => process.stderr.write(text)
    const checks = await checkPlugin(resolve(flags.folder, args.path), flags.quiet ? {} : {onOutput})
    this.log(renderPluginChecks(checks))
    if (checks.some(({passed}) => !passed)) process.exitCode = ExitStatus.plugin
    return {checks}
  }
}
