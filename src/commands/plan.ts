import {AuditCommand} from '../base-command.ts'
import {asOf, from} from '../flags.ts'

export default class Plan extends AuditCommand {
  static override summary = 'Propose what to do with every system, and in which order.'
  static override description =
    'Dispositions (the seven Rs), move groups and waves under the capacity, blackouts and deadlines of domesday.yaml.'
  static override examples = ['<%= config.bin %> plan', '<%= config.bin %> plan --from 2027-04-01 --json']
  static override flags = {'as-of': asOf(), from: from()}

  async run() {
    const {flags} = await this.parse(Plan)
    const context = await this.open(flags)
    const [{runPlan}, {renderRoadmap}] = await Promise.all([
      import('../audit/run-audit.ts'),
      import('../render/text/roadmap.ts'),
    ])
    const {estate, roadmap} = await runPlan(context)
    this.log(renderRoadmap(estate, roadmap))
    return roadmap
  }
}
