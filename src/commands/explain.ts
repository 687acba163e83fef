import {Flags} from '@oclif/core'
import {argument} from '../argument.ts'
import {AuditCommand} from '../base-command.ts'
import {UsageError} from '../errors.ts'
import {asOf} from '../flags.ts'
import {CriterionId} from '../model/criteria.ts'

export default class Explain extends AuditCommand {
  static override summary = "Show a system's figures and their evidence, or all that is known of any other thing."
  static override description =
    'Takes an id, a slug or a name. Of a system it shows the arithmetic and the places of the evidence; of a component, host, datastore, technology or anything else what each source says of it, why it belongs where it is, what it needs and what needs it. A product or package without its version is every version that there is. Of a program, job, step, table, dataset or screen it tells what calls, reads, writes and takes it in and what it calls, reads, writes and takes in, with what its steps do, each with its place; with --diagram, as a Mermaid flowchart.'
  static override examples = [
    '<%= config.bin %> explain hr-management-plus',
    '<%= config.bin %> explain "Telescope Rota" L6',
    '<%= config.bin %> explain hrplus01.msti.example',
    '<%= config.bin %> explain pkg:npm/express',
    '<%= config.bin %> explain PAYRUN --diagram',
  ]
  static override args = {
    system: argument({description: 'a system or another thing: its id, or a name', required: true}),
    criterion: argument({description: 'one criterion, L1 to L7 or C1 to C6'}),
  }
  static override flags = {
    'as-of': asOf(),
    all: Flags.boolean({description: 'all the evidence, endpoints and uses of a technology, not the first of each'}),
    diagram: Flags.boolean({
      summary: 'Print what is around a program, job, table or another thing as a Mermaid flowchart with places.',
      exclusive: ['all'],
    }),
  }

  async run() {
    const {args, flags} = await this.parse(Explain)
    const criterion = criterionOf(args.criterion)
    const context = await this.open({...flags, quiet: true})
    const {runAssess} = await import('../audit/run-audit.ts')
    const {estate, assessments} = await runAssess(context)
    if (flags.diagram) {
      const {explainAsDiagram} = await import('../audit/explain.ts')
      const diagram = explainAsDiagram(estate, args.system, criterion)
      this.log(diagram.trimEnd())
      return {diagram}
    }
    const {explain} = await import('../audit/explain.ts')
    const {text, data} = await explain(estate, assessments, args.system, criterion, flags.all)
    this.log(text)
    return data
  }
}

function criterionOf(text: string | undefined): CriterionId | undefined {
  if (text === undefined) return undefined
  const parsed = CriterionId.safeParse(text.toUpperCase())
  if (!parsed.success)
    throw new UsageError('no-such-criterion', `There is no criterion ${text}.`, {
      hint: 'They are L1 to L7 (likelihood) and C1 to C6 (impact).',
    })
  return parsed.data
}
