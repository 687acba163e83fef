import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {UsageError} from '../../errors.ts'
import {parametersOf, queryParameters, store} from '../../flags.ts'

export default class GraphQuery extends AuditCommand {
  static override summary = 'Ask the graph in SQL, or in Cypher where it is in Neo4j; it can only be read.'
  static override description =
    'One SELECT over the views entity, relation and attribute, which docs/graph.md describes. The file is opened for reading, and SQLite refuses every action but reading. In Neo4j, one reading statement of Cypher over the nodes and relationships that docs/neo4j.md describes.'
  static override examples = [
    `<%= config.bin %> graph query "SELECT kind, count(*) AS things FROM entity GROUP BY kind"`,
    `<%= config.bin %> graph query --csv "SELECT from_id, to_id FROM relation WHERE type = 'DEPENDS_ON'"`,
    '<%= config.bin %> graph query --list',
    '<%= config.bin %> graph query --named services-lost --param thing=identity-hub',
  ]
  static override args = {text: argument({description: 'one SELECT, or one statement of Cypher'})}
  static override flags = {
    list: Flags.boolean({summary: 'List the named queries.', default: false, exclusive: ['named', 'csv']}),
    named: Flags.string({summary: 'Ask a named query instead, which both stores answer alike.', helpValue: '<id>'}),
    param: queryParameters,
    csv: Flags.boolean({summary: 'Print CSV.', default: false, exclusive: ['json']}),
    store,
    limit: Flags.integer({summary: 'Print at most so many rows.', default: 1000, min: 1, max: 1_000_000}),
    timeout: Flags.integer({summary: 'Stop after so many seconds.', helpValue: '<seconds>', default: 30, min: 1}),
  }

  async run() {
    const {args, flags} = await this.parse(GraphQuery)
    if (flags.list) return this.list()
    if ((args.text === undefined) === (flags.named === undefined))
      throw new UsageError('nothing-asked', 'Give one text, or --named <id>.', {
        hint: 'The named queries: domesday graph query --list',
      })
    const context = await this.open({...flags, quiet: true})
    const [{askQuestion, queryGraph}, {keptNote, renderRows}, {rowsCsv}] = await Promise.all([
      import('../../audit/graph.ts'),
      import('../../render/text/graph.ts'),
      import('../../render/csv/rows-csv.ts'),
    ])
    const limits = {limit: flags.limit, timeoutSeconds: flags.timeout}
    const found =
      flags.named === undefined
        ? await queryGraph(context, args.text ?? '', limits)
        : await askQuestion(context, flags.named, parametersOf(flags.param ?? []), limits)
    this.log(flags.csv ? rowsCsv(found).trimEnd() : renderRows(found, widthOf(process.stdout)))
    if (flags.csv) for (const line of keptNote(found.kept)) process.stderr.write(`${line}\n`)
    return {
      ...found,
      rows: found.rows.map((row) => Object.fromEntries(found.columns.map((name, at) => [name, row[at]]))),
    }
  }

  private async list() {
    const [{namedQueries}, {renderQueries}] = await Promise.all([
      import('../../graph/named-queries/all-queries.ts'),
      import('../../render/text/named-queries.ts'),
    ])
    const queries = namedQueries.map(({id, question, parameters, columns}) => ({id, question, parameters, columns}))
    this.log(renderQueries(queries))
    return {queries}
  }
}

/** What is read by another program is never cut. */
function widthOf(stream: {readonly isTTY?: boolean; readonly columns?: number}): number {
  return stream.isTTY ? (stream.columns ?? 80) : Infinity
}
