import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {dryRun} from '../../flags.ts'

export default class ImportFocus extends AuditCommand {
  static override summary = 'Read a cloud bill by FOCUS: a CSV of any provider, gzipped or not.'
  static override description =
    'FOCUS 1.0, 1.1 and 1.2. Charges are added up exactly, by month and by all that tells them apart; the resources and accounts that the bill names become things of the estate. The total in each currency is printed, billed and amortised, to be held against the bill. A row that cannot be read is told with its line, and the rest is kept (exit 8).'
  static override examples = [
    '<%= config.bin %> import focus bill-2026-10.csv.gz --organisation my-department --out inventories/my-department/bill.jsonl',
  ]
  static override args = {file: argument({description: 'the CSV, or the CSV in gzip', required: true})}
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write the records to this file.', helpValue: '<file>'}),
  }

  async run() {
    const {args, flags} = await this.parse(ImportFocus)
    const root = resolve(flags.folder)
    const {importFocusAlone} = await import('../../audit/import-alone.ts')
    const [progress, signal] = [await this.progress({quiet: flags.quiet || flags['dry-run']}), this.interruption()]
    const read = (out?: string) =>
      importFocusAlone({root, file: args.file, organisation: flags.organisation, out, progress, signal})
    if (flags['dry-run']) {
      const {dryRunImport} = await import('../../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunImport(root, [[args.file, 'focus']], flags.out, read))
    }
    return this.tellCollected(await read(flags.out))
  }
}
