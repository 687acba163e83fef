import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from './argument.ts'
import {AuditCommand} from './base-command.ts'
import {dryRun, exported} from './flags.ts'
import type {CloudExportFile} from './model/settings.ts'

/** What `import azure` and `import gcp` share. */
export abstract class ImportExportCommand extends AuditCommand {
  static override args = {file: argument({description: 'the export', required: true})}
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    exported: exported(),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write the records to this file.', helpValue: '<file>'}),
  }

  protected abstract readonly provider: CloudExportFile['import']

  async run() {
    const {args, flags} = await this.parse(this.ctor as typeof ImportExportCommand) // oclif gives the class of the command
    const root = resolve(flags.folder)
    const {importExportAlone} = await import('./audit/import-alone.ts')
    const {organisation, exported} = flags
    const [progress, signal] = [await this.progress({quiet: flags.quiet || flags['dry-run']}), this.interruption()]
    const read = (out?: string) =>
      importExportAlone({root, file: args.file, provider: this.provider, organisation, exported, out, progress, signal})
    if (flags['dry-run']) {
      const {dryRunImport} = await import('./audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunImport(root, [[args.file, `${this.provider} export`]], flags.out, read))
    }
    return this.tellCollected(await read(flags.out))
  }
}
