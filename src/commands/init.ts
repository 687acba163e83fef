import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../base-command.ts'
import {dryRun} from '../flags.ts'

export default class Init extends AuditCommand {
  static override summary = 'Make a folder an audit folder: domesday.yaml and an example inventory.'
  static override description = 'Never overwrites a file. The comments in what it writes explain every key.'
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init -C my-audit --organisation ministry-of-clocks',
  ]
  static override flags = {
    'dry-run': dryRun,
    organisation: Flags.string({summary: "The organisation's slug.", helpValue: '<id>', default: 'my-department'}),
  }

  async run() {
    const {flags} = await this.parse(Init)
    if (flags['dry-run']) {
      const {dryRunInit} = await import('../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunInit(resolve(flags.folder), flags.organisation))
    }
    const {initFolder} = await import('../audit/init-folder.ts')
    const written = await initFolder(resolve(flags.folder), flags.organisation)
    this.log(
      [
        ...written.map((path) => `wrote ${path}`),
        '',
        'Next: put your systems into the example inventory, then run domesday audit.',
      ].join('\n'),
    )
    return {written}
  }
}
