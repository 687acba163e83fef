import {ImportExportCommand} from '../../import-export-command.ts'

export default class ImportAzure extends ImportExportCommand {
  static override summary = "Read the export of Azure's Resource Graph: JSON or CSV."
  static override description =
    'As az graph query, the portal or the REST API give it, gzipped or not. Resources with their tags, versions and relations; nothing is asked of the cloud. An item that cannot be read is told with its place, and the rest is kept. An export that names further pages is not complete (exit 8).'
  static override examples = [
    '<%= config.bin %> import azure azure.json --organisation my-department --exported 2026-11-01 --out inventories/my-department/azure.jsonl',
  ]
  static override args = ImportExportCommand.args
  static override flags = ImportExportCommand.flags
  protected readonly provider = 'azure'
}
