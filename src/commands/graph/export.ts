import {once} from 'node:events'
import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {queryParameters, parametersOf, relationTypes, store} from '../../flags.ts'

const formats = ['graphml', 'cytoscape', 'mermaid', 'dot'] as const

export default class GraphExport extends AuditCommand {
  static override summary = 'Write a part of the graph, or all of it, for a tool that shows graphs.'
  static override description =
    'With --around, a thing and what is at most --depth relations away, whichever way they read, by relations along which harm travels (graph impact), or by those of --types. With --query or --named, the things whose ids stand in the rows, and the relations between them. With none of these, everything. graphml and cytoscape bear any number; mermaid is for up to 200 things and 400 relations, dot for 5,000 and 20,000. A file of --out is replaced only where it is an earlier export.'
  static override examples = [
    '<%= config.bin %> graph export --format mermaid --around identity-hub',
    '<%= config.bin %> graph export --format graphml --out estate.graphml',
    '<%= config.bin %> graph export --format dot --named red-sharing-stores',
  ]
  static override flags = {
    store,
    format: Flags.option({summary: 'Write this format.', options: formats, required: true})(),
    around: Flags.string({
      summary: 'The id or the name of a thing: it and what is near it.',
      helpValue: '<id>',
      exclusive: ['query', 'named'],
    }),
    depth: Flags.integer({summary: 'Go so many relations far, one if left out.', min: 1, dependsOn: ['around']}),
    types: relationTypes(),
    query: Flags.string({
      summary: 'One SELECT, or one statement of Cypher, whose rows name the things.',
      helpValue: '<text>',
      exclusive: ['named'],
    }),
    named: Flags.string({summary: 'A named query whose rows name the things.', helpValue: '<id>'}),
    param: queryParameters,
    limit: Flags.integer({summary: 'Refuse an answer of more rows.', default: 10_000, min: 1, max: 1_000_000}),
    timeout: Flags.integer({
      summary: 'Stop a query after so many seconds.',
      helpValue: '<seconds>',
      default: 30,
      min: 1,
    }),
    out: Flags.string({summary: 'Write to this file.', helpValue: '<file>'}),
  }

  async run() {
    const {flags} = await this.parse(GraphExport)
    const context = await this.open({...flags, quiet: true})
    const {exportGraph, writeExport} = await import('../../audit/export-graph.ts')
    const {format, around, depth = 1, types, query, named} = flags
    const part = {
      ...{around, depth, types, query, named, parameters: parametersOf(flags.param ?? [])},
      limits: {limit: flags.limit, timeoutSeconds: flags.timeout},
    }
    const file = flags.out === undefined ? undefined : resolve(flags.folder, flags.out)
    let content = ''
    const counts = await exportGraph(context, format, part, async (pieces) => {
      if (file !== undefined) await writeExport(file, pieces)
      else if (!this.jsonEnabled()) await print(pieces)
      else for await (const piece of pieces) content += piece
    })
    if (file === undefined) return {format, ...counts, content}
    this.log(`${counts.things} things and ${counts.relations} relations, in ${file}`)
    return {format, ...counts, file}
  }
}

/** As fast as its reader takes it: all of a graph may be larger than the memory. */
async function print(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
}
