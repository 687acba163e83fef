import {once} from 'node:events'
import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {UsageError} from '../../errors.ts'
import {parametersOf, queryParameters, relationTypes, store} from '../../flags.ts'

const formats = ['graphml', 'cytoscape', 'mermaid', 'dot'] as const

export default class GraphExport extends AuditCommand {
  static override summary = 'Write a part of the graph, or all of it, for a tool that shows graphs, or for neo4j-admin.'
  static override description =
    'With --around, a thing and what is at most --depth relations away, whichever way they read, by relations along which harm travels (graph impact), or by those of --types. With --query or --named, the things whose ids stand in the rows, and the relations between them. With none of these, everything. graphml and cytoscape bear any number; mermaid is for up to 200 things and 400 relations, dot for 5,000 and 20,000. A file of --out is replaced only where it is an earlier export. With --neo4j-admin, the files from which Neo4j’s own importer fills an empty database; docs/neo4j.md says how.'
  static override examples = [
    '<%= config.bin %> graph export --format mermaid --around identity-hub',
    '<%= config.bin %> graph export --format graphml --out estate.graphml',
    '<%= config.bin %> graph export --format dot --named red-sharing-stores',
    '<%= config.bin %> graph export --neo4j-admin import',
  ]
  static override flags = {
    store,
    format: Flags.option({summary: 'Write this format.', options: formats})(),
    'neo4j-admin': Flags.string({
      summary: 'Write files for a first load by neo4j-admin into this folder, and say the command.',
      helpValue: '<folder>',
      exclusive: ['format', 'around', 'types', 'query', 'named', 'out'],
    }),
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
    const {format, around, depth = 1, types, query, named} = flags
    if (flags['neo4j-admin'] !== undefined) return this.forAdmin(flags, resolve(flags.folder, flags['neo4j-admin']))
    if (format === undefined)
      throw new UsageError('no-format', 'Give --format <format>, or --neo4j-admin <folder>.', {
        hint: `The formats: ${formats.join(', ')}.`,
      })
    const context = await this.open({...flags, quiet: true})
    const {exportGraph, writeExport} = await import('../../audit/export-graph.ts')
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
    const {figured} = await import('../../render/facts/words.ts')
    this.log(`${figured(counts.things, 'thing')} and ${figured(counts.relations, 'relation')}, in ${file}`)
    return {format, ...counts, file}
  }

  private async forAdmin(flags: Parameters<typeof this.open>[0], folder: string) {
    const context = await this.open({...flags, quiet: true})
    const {exportForAdmin} = await import('../../audit/export-for-admin.ts')
    const exported = await exportForAdmin(context, folder)
    const {nodes, relations, files, command, problems} = exported
    this.log(`${nodes} nodes and ${relations} relations, in ${files.length} files in ${folder}`)
    for (const {message} of problems) process.stderr.write(`${message}\n`)
    this.log(`In that folder, where the server is, before its first start or with the database away:\n  ${command}`)
    this.log('Then, once the server runs, for its constraints: domesday graph load')
    return {folder, ...exported}
  }
}

/** As fast as its reader takes it: all of a graph may be larger than the memory. */
async function print(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
}
