import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {dryRun} from '../../flags.ts'

export default class ImportDeclared extends AuditCommand {
  static override summary = 'Check a declared inventory (YAML), and write it as records with --out.'
  static override description =
    'An audit reads declared files in place. This checks one by itself: every error at once, with its place and the nearest valid name.'
  static override examples = [
    '<%= config.bin %> import declared inventories/my-department/estate.yaml --organisation my-department',
  ]
  static override args = {file: argument({description: 'the YAML file', required: true})}
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write the records to this file.', helpValue: '<file>'}),
  }

  async run() {
    const {args, flags} = await this.parse(ImportDeclared)
    const root = resolve(flags.folder)
    const {importAlone} = await import('../../audit/import-alone.ts')
    const read = (out?: string) => importAlone({root, file: args.file, organisation: flags.organisation, out})
    if (flags['dry-run']) {
      const {dryRunImport} = await import('../../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunImport(root, [[args.file, 'declared']], flags.out, read))
    }
    return this.tellCollected(await read(flags.out))
  }
}
