import {Args, Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {store} from '../../flags.ts'

export default class GraphQuery extends AuditCommand {
  static override summary = 'Ask the graph in SQL, or in Cypher where it is in Neo4j; it can only be read.'
  static override description =
    'One SELECT over the views entity, relation and attribute, which docs/graph.md describes. The file is opened for reading, and SQLite refuses every action but reading. In Neo4j, one reading statement of Cypher over the nodes and relationships that docs/neo4j.md describes.'
  static override examples = [
    `<%= config.bin %> graph query "SELECT kind, count(*) AS things FROM entity GROUP BY kind"`,
    `<%= config.bin %> graph query --csv "SELECT from_id, to_id FROM relation WHERE type = 'DEPENDS_ON'"`,
  ]
  static override args = {text: Args.string({description: 'one SELECT, or one statement of Cypher', required: true})}
  static override flags = {
    csv: Flags.boolean({summary: 'Print CSV.', default: false, exclusive: ['json']}),
    store,
    limit: Flags.integer({summary: 'Print at most so many rows.', default: 1000, min: 1, max: 1_000_000}),
    timeout: Flags.integer({summary: 'Stop after so many seconds.', helpValue: '<seconds>', default: 30, min: 1}),
  }

  async run() {
    const {args, flags} = await this.parse(GraphQuery)
    const context = await this.open({...flags, quiet: true})
    const [{queryGraph}, {renderRows}, {rowsCsv}] = await Promise.all([
      import('../../audit/graph.ts'),
      import('../../render/text/graph.ts'),
      import('../../render/csv/rows-csv.ts'),
    ])
    const found = await queryGraph(context, args.text, {limit: flags.limit, timeoutSeconds: flags.timeout})
    this.log(flags.csv ? rowsCsv(found).trimEnd() : renderRows(found, widthOf(process.stdout)))
    return {
      ...found,
      rows: found.rows.map((row) => Object.fromEntries(found.columns.map((name, at) => [name, row[at]]))),
    }
  }
}

/** What is read by another program is never cut. */
function widthOf(stream: {readonly isTTY?: boolean; readonly columns?: number}): number {
  return stream.isTTY ? (stream.columns ?? 80) : Infinity
}
