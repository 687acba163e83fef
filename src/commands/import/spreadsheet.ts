import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {dryRun} from '../../flags.ts'
import {UsageError} from '../../errors.ts'

export default class ImportSpreadsheet extends AuditCommand {
  static override summary = 'Read systems from the rows of a spreadsheet: CSV, XLSX or ODS.'
  static override description =
    'A mapping file says which column is which field; --suggest-mapping proposes one. Formulas and macros are never run. A row or a cell that cannot be understood is told, and the rest is kept (exit 8).'
  static override examples = [
    '<%= config.bin %> import spreadsheet estate.xlsx --organisation my-department --suggest-mapping > estate.mapping.yaml',
    '<%= config.bin %> import spreadsheet estate.xlsx --organisation my-department --mapping estate.mapping.yaml --out inventories/my-department/estate.jsonl',
  ]
  static override args = {file: argument({description: 'the CSV, XLSX or ODS', required: true})}
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    mapping: Flags.string({summary: 'The mapping file (YAML).', helpValue: '<file>', exclusive: ['suggest-mapping']}),
    'suggest-mapping': Flags.boolean({summary: 'Print a proposed mapping instead.', default: false}),
    sheet: Flags.string({summary: 'The sheet, where there are several.', helpValue: '<name>'}),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write the records to this file.', helpValue: '<file>'}),
  }

  async run() {
    const {args, flags} = await this.parse(ImportSpreadsheet)
    const root = resolve(flags.folder)
    if (flags['suggest-mapping']) {
      const {suggestAlone} = await import('../../audit/import-alone.ts')
      const suggested = await suggestAlone({root, file: args.file, sheet: flags.sheet})
      this.log(suggested.mapping.trimEnd())
      return suggested
    }
    if (!flags.mapping)
      throw new UsageError('no-mapping', 'A spreadsheet is read by a mapping: which column is which field.', {
        hint: 'Name it with --mapping, or have one proposed with --suggest-mapping.',
      })
    const {mapping, sheet, organisation} = flags
    const {importSpreadsheetAlone} = await import('../../audit/import-alone.ts')
    const [progress, signal] = [await this.progress({quiet: flags.quiet || flags['dry-run']}), this.interruption()]
    const read = (out?: string) =>
      importSpreadsheetAlone({root, file: args.file, mapping, sheet, organisation, out, progress, signal})
    if (flags['dry-run']) {
      const {dryRunImport} = await import('../../audit/dry-run-alone.ts')
      const files = [[args.file, 'spreadsheet'] as const, [mapping, 'mapping'] as const]
      return this.tellDryRun(await dryRunImport(root, files, flags.out, read))
    }
    return this.tellCollected(await read(flags.out))
  }
}
