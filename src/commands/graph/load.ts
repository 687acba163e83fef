import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {dryRun, store} from '../../flags.ts'
import {londonDate} from '../../model/calendar.ts'

export default class GraphLoad extends AuditCommand {
  static override summary = 'Load the estate into the graph store.'
  static override description =
    'The embedded store is one file, .domesday/graph.db; a load replaces it whole or leaves it as it was. In Neo4j a load writes what differs; one that was broken off is gone on with by the next. What a scope that is not complete would have seen stays.'
  static override examples = [
    '<%= config.bin %> graph load',
    '<%= config.bin %> graph load --forget ministry-of-clocks/old-cmdb',
    '<%= config.bin %> graph load --store neo4j://graph.example:7687/neo4j --dry-run',
  ]
  static override flags = {
    store,
    'dry-run': dryRun,
    forget: Flags.string({
      summary: 'Let go what only this source or scope saw, which nobody asks for any more.',
      description:
        'A source as organisation/source, or a scope as the load names it. What a source that was taken out of domesday.yaml saw stays until it is forgotten; one that is still asked for is refused.',
      helpValue: '<source>',
      multiple: true,
    }),
  }

  async run() {
    const {flags} = await this.parse(GraphLoad)
    if (flags['dry-run']) {
      const {dryRunAudit} = await import('../../audit/dry-run.ts')
      const today = londonDate(new Date())
      const root = resolve(flags.folder)
      return this.tellDryRun(
        await dryRunAudit({root, today, collects: false, upTo: 'load', store: flags.store, forget: flags.forget}),
      )
    }
    const context = await this.open(flags)
    const {runLoad} = await import('../../audit/run-audit.ts')
    const {nodes, edges, changes, kept} = (await runLoad(context, flags.forget)).loaded
    const {renderLoaded} = await import('../../render/text/loaded.ts')
    this.log(renderLoaded({nodes, edges, changes, kept}))
    return {
      nodes,
      relations: edges,
      ...(changes && {changes: {nodes: changes.nodes, relations: changes.edges}}),
      ...(kept && {
        kept: {
          nodes: kept.nodes,
          relations: kept.edges,
          sources: kept.sources.map(({edges: of, ...one}) => ({...one, relations: of})),
        },
      }),
    }
  }
}
