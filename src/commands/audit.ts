import {AuditCommand} from '../base-command.ts'
import {asOf, exitStatusOf, failOn, from} from '../flags.ts'

export default class Audit extends AuditCommand {
  static override summary = 'Do all of it: collect, resolve, load, assess, plan, report.'
  static override description =
    'Reads domesday.yaml in the audit folder and does every stage, repeating only what changed. Only collect looks at the sources, and it changes nothing there.'
  static override examples = [
    '<%= config.bin %> audit',
    '<%= config.bin %> audit --as-of 2027-04-01 --fail-on red',
    '<%= config.bin %> audit -C estate --json',
  ]
  static override flags = {'as-of': asOf(), from: from(), 'fail-on': failOn()}

  async run() {
    const {flags} = await this.parse(Audit)
    const context = await this.open(flags)
    const [{runAudit}, {auditSummary}] = await Promise.all([
      import('../audit/run-audit.ts'),
      import('../audit/summary.ts'),
    ])
    const result = await runAudit(context)
    this.log(await auditSummary(context, result))
    process.exitCode = exitStatusOf(result.audit, flags['fail-on'])
    return result.audit
  }
}
