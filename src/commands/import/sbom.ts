import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {dryRun} from '../../flags.ts'
import type {FileToImport} from '../../collect/file-to-import.ts'

export default class ImportSbom extends AuditCommand {
  static override summary = 'Read bills of materials: CycloneDX (JSON, XML), SPDX 2 (JSON, tags and values).'
  static override description =
    'As cdxgen, syft, Trivy and other tools write them, gzipped or not. Packages with their licences, operating systems and runtimes, used by the system or the component that is named. A component without a package URL is counted and told.'
  static override examples = [
    '<%= config.bin %> import sbom bom.cdx.json --organisation my-department --system booking --out inventories/my-department/booking-bom.jsonl',
  ]
  static override strict = false
  static override args = {file: argument({description: 'one or more bills', required: true})}
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    system: Flags.string({summary: 'The system that they are the bills of.', helpValue: '<id>'}),
    component: Flags.string({
      summary: 'The id of a component that another source has, instead.',
      helpValue: '<id>',
      exclusive: ['system'],
    }),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write the records to this file.', helpValue: '<file>'}),
  }

  async run() {
    const {argv, flags} = await this.parse(ImportSbom)
    const {system, component, organisation} = flags
    const root = resolve(flags.folder)
    const files = argv.map(String)
    const {importDocumentsAlone} = await import('../../audit/import-alone.ts')
    const [progress, signal] = [await this.progress({quiet: flags.quiet || flags['dry-run']}), this.interruption()]
    const readOne = async (file: FileToImport, scope: string) => {
      const {importSbom} = await import('../../collect/boms/import-sbom.ts')
      return importSbom({...file, scope, system, component, parts: []})
    }
    const told = {count: 'packages', word: 'packages'}
    const read = (out?: string) =>
      importDocumentsAlone({root, files, organisation, out, progress, signal, read: readOne, told})
    if (flags['dry-run']) {
      const {dryRunImport} = await import('../../audit/dry-run-alone.ts')
      const named = files.map((file) => [file, 'bill of materials'] as const)
      return this.tellDryRun(await dryRunImport(root, named, flags.out, read))
    }
    return this.tellCollected(await read(flags.out))
  }
}
