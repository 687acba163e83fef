import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../base-command.ts'
import {dryRun} from '../flags.ts'
import {londonDate} from '../model/calendar.ts'

export default class Demo extends AuditCommand {
  static override summary = 'Copy the sample estate to a folder and audit it there.'
  static override description =
    'The sample is a plainly fictional ministry. Needs no network, no database and no settings.'
  static override examples = ['<%= config.bin %> demo', '<%= config.bin %> demo --dir /tmp/sample']
  static override flags = {
    'dry-run': dryRun,
    dir: Flags.string({summary: 'The folder to copy to.', helpValue: '<folder>', default: 'domesday-demo'}),
  }

  async run() {
    const {flags} = await this.parse(Demo)
    if (flags['dry-run']) {
      const {dryRunDemo} = await import('../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunDemo(resolve(flags.folder, flags.dir), londonDate(new Date())))
    }
    const [{copySample}, {runAudit}, {auditSummary}] = await Promise.all([
      import('../audit/copy-sample.ts'),
      import('../audit/run-audit.ts'),
      import('../audit/summary.ts'),
    ])
    const folder = resolve(flags.folder, flags.dir)
    await copySample(folder)
    const context = await this.open({...flags, folder})
    const result = await runAudit(context)
    this.log(await auditSummary(context, result))
    await this.logAudit(result)
    this.log(`\n  Open ${folder}/reports/index.html`)
    return {...result.audit, folder}
  }
}
