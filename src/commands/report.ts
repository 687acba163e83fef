import {AuditCommand} from '../base-command.ts'
import {asOf, failOn, from} from '../flags.ts'

export default class Report extends AuditCommand {
  static override summary = 'Write reports/ from what was collected before.'
  static override description = 'Looks at no source. Files of an earlier report stay whole until their successors are.'
  static override examples = ['<%= config.bin %> report', '<%= config.bin %> report --as-of 2027-04-01']
  static override flags = {'as-of': asOf(), from: from(), 'fail-on': failOn()}

  async run() {
    const {flags} = await this.parse(Report)
    const context = await this.open(flags)
    const {runReport} = await import('../audit/run-audit.ts')
    const {audit} = await runReport(context)
    this.log(audit.reports.join('\n'))
    this.endWith(audit, flags['fail-on'])
    return {reports: audit.reports}
  }
}
