import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import type {FileToImport} from '../../collect/file-to-import.ts'
import {dryRun, scanned} from '../../flags.ts'

export default class ImportVulnerabilities extends AuditCommand {
  static override summary =
    'Read reports of vulnerabilities: CycloneDX (VEX too), Trivy, Grype, OSV-Scanner, npm audit, SARIF.'
  static override description =
    'JSON, gzipped or not; CycloneDX as XML too. Each finding is joined to its package. What was scanned and nothing found in it is assessed; all else stays not assessed. What VEX says not to be affected is kept and not counted.'
  static override examples = [
    '<%= config.bin %> import vulnerabilities trivy.json --organisation my-department --system booking --out inventories/my-department/booking-scan.jsonl',
    '<%= config.bin %> import vulnerabilities npm-audit.json --organisation my-department --system booking --scanned 2026-11-01',
  ]
  static override strict = false
  static override args = {file: argument({description: 'one or more reports', required: true})}
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    system: Flags.string({summary: 'The system that was scanned.', helpValue: '<id>'}),
    component: Flags.string({
      summary: 'The id of the component that was scanned, instead.',
      helpValue: '<id>',
      exclusive: ['system', 'host'],
    }),
    host: Flags.string({
      summary: 'The full name of the host that was scanned.',
      helpValue: '<name>',
      exclusive: ['system'],
    }),
    scanned: scanned(),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write the records to this file.', helpValue: '<file>'}),
  }

  async run() {
    const {argv, flags} = await this.parse(ImportVulnerabilities)
    const {system, component, host, organisation} = flags
    const root = resolve(flags.folder)
    const files = argv.map(String)
    const {importDocumentsAlone} = await import('../../audit/import-alone.ts')
    const [progress, signal] = [await this.progress({quiet: flags.quiet || flags['dry-run']}), this.interruption()]
    const readOne = async (file: FileToImport, scope: string) => {
      const {importScan} = await import('../../collect/scans/import-scan.ts')
      return importScan({...file, scope, system, component, host, scanned: flags.scanned})
    }
    const told = {count: 'known', word: 'known vulnerabilities'}
    const read = (out?: string) =>
      importDocumentsAlone({root, files, organisation, out, progress, signal, read: readOne, told})
    if (flags['dry-run']) {
      const {dryRunImport} = await import('../../audit/dry-run-alone.ts')
      const named = files.map((file) => [file, 'report of vulnerabilities'] as const)
      return this.tellDryRun(await dryRunImport(root, named, flags.out, read))
    }
    return this.tellCollected(await read(flags.out))
  }
}
