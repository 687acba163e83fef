import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {store} from '../../flags.ts'

export default class GraphPath extends AuditCommand {
  static override summary = 'Show the shortest way by which harm travels from one thing to another.'
  static override description =
    'Relations are followed as in graph impact: from what is needed to what needs it. Each step names the relation, how sure it is, and where that is written. No way is an answer too, with exit status 0. With --paths the next shortest ways follow, none of which meets a thing twice.'
  static override examples = [
    '<%= config.bin %> graph path identity-hub payroll-gateway',
    '<%= config.bin %> graph path identity-hub payroll-gateway --paths 3',
    '<%= config.bin %> graph path payroll-gateway identity-hub --undirected',
  ]
  static override args = {
    from: argument({description: 'the id or the name of what fails or goes', required: true}),
    to: argument({description: 'the id or the name of what may be affected', required: true}),
  }
  static override flags = {
    store,
    paths: Flags.integer({summary: 'Show so many ways, the shortest first.', min: 1, max: 100, default: 1}),
    undirected: Flags.boolean({summary: 'Follow relations both ways.', default: false}),
  }

  async run() {
    const {args, flags} = await this.parse(GraphPath)
    const context = await this.open({...flags, quiet: true})
    const [{withGraph}, {pathBetween}, {renderPath}] = await Promise.all([
      import('../../audit/graph.ts'),
      import('../../graph/path-between.ts'),
      import('../../render/text/graph.ts'),
    ])
    const path = await withGraph(context, async (store, estate) =>
      pathBetween(store, await estate(), [args.from, args.to], flags),
    )
    this.log(renderPath(path))
    return path
  }
}
