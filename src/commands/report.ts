import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../base-command.ts'
import type {AuditContext} from '../audit/context.ts'
import {asOf, dryRun, failOn, from} from '../flags.ts'
import type {AuditDocument} from '../model/audit.ts'
import {londonDate} from '../model/calendar.ts'

export default class Report extends AuditCommand {
  static override summary = 'Write reports/ from what was collected before.'
  static override description = 'Looks at no source. Files of an earlier report stay whole until their successors are.'
  static override examples = [
    '<%= config.bin %> report',
    '<%= config.bin %> report --as-of 2027-04-01',
    '<%= config.bin %> report --zip',
  ]
  static override flags = {
    'as-of': asOf(),
    from: from(),
    'fail-on': failOn(),
    'dry-run': dryRun,
    zip: Flags.boolean({summary: 'Put the report into reports.zip as well, for mailing.', default: false}),
  }

  async run() {
    const {flags} = await this.parse(Report)
    if (flags['dry-run']) {
      const {dryRunAudit} = await import('../audit/dry-run.ts')
      return this.tellDryRun(
        await dryRunAudit({
          root: resolve(flags.folder),
          asOf: flags['as-of'],
          planFrom: flags.from,
          today: londonDate(new Date()),
          collects: false,
          upTo: 'report',
          zips: flags.zip,
        }),
      )
    }
    const context = await this.open(flags)
    const {runReport} = await import('../audit/run-audit.ts')
    const result = await runReport(context)
    await this.logAudit(result)
    const {audit} = result
    const zip = flags.zip ? await zipped(context, audit) : undefined
    this.log([...audit.reports, ...(zip ? [zip] : [])].join('\n'))
    this.endWith(audit, flags['fail-on'])
    return {reports: audit.reports, ...(zip && {zip})}
  }
}

async function zipped({folder}: AuditContext, audit: AuditDocument): Promise<string> {
  const {zipReports} = await import('../audit/zip-reports.ts')
  return zipReports(folder, audit)
}
