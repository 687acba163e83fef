/** Writes docs/named-queries.md from the queries and the relation types; with `--check` fails when it is stale. */
import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {namedQueries, queryGroups} from '../src/graph/named-queries/all-queries.ts'
import {cypherOf, isShapeQuery, type NamedQuery, sqlOf} from '../src/graph/named-queries/named-query.ts'

const path = join(import.meta.dirname, '..', 'docs', 'named-queries.md')
const text = `# Named queries

Made from the queries themselves by \`npm run queries\`. \`domesday graph query --named <id>\`, with \`--param name=value\`
for each parameter, gives the same rows whether the graph is in the embedded store or in Neo4j.

Ratings, the ends of support and of contracts are not in the graph. A query that needs them is given them as lists:
the ratings of this audit's assessments (which are made first where they are not up to date), the day on which ordinary
support of each technology ends by the lifecycle catalogue (of several releases that it may be the earliest; extended
support that is paid for is left aside), and the contracts of the estate. What has no known end is in no answer.

A system acts through itself and the components that are part of it, also through other components.

What kinds of things and types of relations there are: [the graph](graph.md).
${queryGroups.map(group).join('')}
## Their texts

Begin with one of these for a question of your own. \`:name\` in SQL and \`$name\` in Cypher are parameters. What is not
here is computed over the shape of the graph, alike for both stores.
${namedQueries.map(texts).join('')}`

if (!process.argv.includes('--check')) await writeFile(path, text)
else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
  process.stderr.write('docs/named-queries.md is stale: npm run queries\n')
  process.exitCode = 1
}

function group({title, queries}: (typeof queryGroups)[number]): string {
  return `\n## ${title}\n\n| query | asks | parameters | columns |\n|---|---|---|---|\n${queries.map(row).join('\n')}\n`
}

function row({id, question, parameters, columns}: NamedQuery): string {
  const given = parameters.map(
    ({name, meaning, default: otherwise}) => `\`${name}\`: ${meaning}${otherwise ? `; left out, ${otherwise}` : ''}`,
  )
  return `| \`${id}\` | ${question} | ${given.join('<br>')} | ${columns.join(', ')} |`
}

function texts(query: NamedQuery): string {
  if (isShapeQuery(query)) return ''
  return `\n### ${query.id}\n\n\`\`\`sql\n${sqlOf(query)}\n\`\`\`\n\n\`\`\`cypher\n${cypherOf(query)}\n\`\`\`\n`
}
