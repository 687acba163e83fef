import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'

export default class GraphCut extends AuditCommand {
  static override summary =
    'Suggest how a large application could be cut into groups, with all that the cut goes through.'
  static override description =
    "Takes the id, slug or name of a system whose programs were scanned. Programs and jobs that share calls, transactions, tables, datasets and queues come together (Louvain's method, every relation counting once); what most of them use is set aside first, and said. Each relation between groups is told with its place. It says what it rests on and what was not seen, as calls whose names a run decides. The report has the same, with CSV; this asks for one system without a report."
  static override examples = [
    '<%= config.bin %> graph cut claims-batch',
    '<%= config.bin %> graph cut claims-batch --json',
  ]
  static override args = {
    system: argument({description: 'a system: its id, or a name', required: true}),
  }

  async run() {
    const {args, flags} = await this.parse(GraphCut)
    const context = await this.open({...flags, quiet: true})
    const [{runResolve}, {cutOfSystem}] = await Promise.all([
      import('../../audit/run-audit.ts'),
      import('../../audit/suggest-cut.ts'),
    ])
    const {cut, text} = cutOfSystem(await runResolve(context), args.system)
    this.log(text)
    return cut
  }
}
