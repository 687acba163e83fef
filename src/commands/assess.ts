import {AuditCommand} from '../base-command.ts'
import {asOf, failOn} from '../flags.ts'
import {withFailures} from '../model/plugin.ts'

export default class Assess extends AuditCommand {
  static override summary = 'Score every system by the Legacy IT Risk Assessment Framework.'
  static override description =
    'Thirteen criteria, each a score or an interval with its evidence; what is unknown stays an interval. Proposals, not submitted assessments.'
  static override examples = [
    '<%= config.bin %> assess',
    '<%= config.bin %> assess --as-of 2028-01-01 --fail-on could-be-red',
  ]
  static override flags = {'as-of': asOf(), 'fail-on': failOn()}

  async run() {
    const {flags} = await this.parse(Assess)
    const context = await this.open(flags)
    const [{runAssess}, {auditFigures}, {renderRegister}] = await Promise.all([
      import('../audit/run-audit.ts'),
      import('../audit/figures.ts'),
      import('../render/text/summary.ts'),
    ])
    const {estate, assessments} = await runAssess(context)
    const figures = auditFigures({estate: withFailures(estate, assessments.failures), assessments}, context.settings)
    this.log(renderRegister(assessments, context.settings))
    this.endWith(figures, flags['fail-on'])
    return assessments
  }
}
