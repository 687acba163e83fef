import {ImportExportCommand} from '../../import-export-command.ts'

export default class ImportGcp extends ImportExportCommand {
  static override summary = "Read the export of Google Cloud's Asset Inventory: JSON, a list or a document a line."
  static override description =
    'As gcloud asset export or gcloud asset list give it, gzipped or not. Resources with their tags, versions and relations; nothing is asked of the cloud. An item that cannot be read is told with its place, and the rest is kept.'
  static override examples = [
    '<%= config.bin %> import gcp gcp.json --organisation my-department --exported 2026-11-01 --out inventories/my-department/gcp.jsonl',
  ]
  static override args = ImportExportCommand.args
  static override flags = ImportExportCommand.flags
  protected readonly provider = 'gcp'
}
