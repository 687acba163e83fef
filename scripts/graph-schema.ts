/** Writes the tables of the graph's schema into docs/graph.md and docs/neo4j.md; with `--check` fails when they are stale. */
import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {queryGroups} from '../src/graph/named-queries/all-queries.ts'
import {constraints} from '../src/graph/neo4j/texts.ts'
import {entityKinds} from '../src/model/entity-kinds.ts'
import * as schema from '../src/model/graph-schema.ts'
import {attributesOfKind, attributesOfRelation} from '../src/model/known-attributes.ts'
import {relationTypes} from '../src/model/relation-types.ts'

const harm = {'to-from': 'right to left', 'from-to': 'left to right', both: 'both ways', none: 'not at all'}
type Fields = Readonly<Record<string, {readonly form: string; readonly meaning: string}>>

/** Each stands between `<!-- made: name -->` and `<!-- end -->`. */
const sections: Readonly<Record<string, string>> = {
  kinds: table(
    ['kind', 'what'],
    Object.entries(entityKinds).map(([kind, meaning]) => [`\`${kind}\``, meaning]),
  ),
  types: table(
    ['type', 'means, read from left to right', 'harm travels'],
    Object.entries(relationTypes).map(([type, {meaning, harm: way}]) => [`\`${type}\``, meaning, harm[way]]),
  ),
  'fields of things': fieldsTable(schema.entityFields),
  'fields of relations': fieldsTable(schema.relationFields),
  attributes: meaningsTable('kind', attributesOfKind),
  'attributes of relations': meaningsTable('type', attributesOfRelation),
  views: table(
    ['view', 'one row', 'columns'],
    Object.entries(schema.graphViews).map(([view, {row, columns}]) => [
      `\`${view}\``,
      row,
      Object.keys(columns).join(', '),
    ]),
  ),
  indexes: table(
    ['index', 'finds'],
    Object.entries(schema.embeddedIndexes).map(([name, {table: of, columns, finds}]) => [
      `\`${name}\` on \`${of} (${columns.join(', ')})\``,
      finds,
    ]),
  ),
  queries: table(
    ['about', 'queries'],
    queryGroups.map(({title, queries}) => [
      `[${title}](named-queries.md#${anchorOf(title)})`,
      queries.map(({id}) => `\`${id}\``).join(', '),
    ]),
  ),
  labels: table(
    ['node', 'what'],
    [
      ...Object.entries(entityKinds).map(([kind, meaning]) => [
        `\`:${schema.neo4jLabels.own}:${schema.neo4jLabels.shared}:${schema.labelOfKind(kind as keyof typeof entityKinds)}\``, // its own key
        meaning,
      ]),
      [
        `\`:${schema.neo4jLabels.store}\``,
        'three nodes: which load the graph is of, who holds the lock of loads, and how far its lanes are',
      ],
    ],
  ),
  'own properties': fieldsTable(schema.neo4jOwnProperties),
  constraints: `\`\`\`cypher\n${constraints.map(({text}) => `${text};`).join('\n')}\n\`\`\``,
}

const isCheck = process.argv.includes('--check')
const used = new Set<string>()
for (const name of ['graph.md', 'neo4j.md']) {
  const path = join(import.meta.dirname, '..', 'docs', name)
  const before = await readFile(path, 'utf8')
  const after = before.replace(/(<!-- made: ([a-z ]+) -->\n)[\s\S]*?(<!-- end -->)/g, (_whole, begin, section, end) => {
    const made = sections[String(section)]
    if (made === undefined) throw new Error(`docs/${name} asks for '${section}', which nothing makes`)
    used.add(String(section))
    return `${begin}\n${made}\n\n${end}`
  })
  if (after === before) continue
  if (isCheck) fail(`docs/${name} is stale: npm run schema-tables`)
  else await writeFile(path, after)
}
const unused = Object.keys(sections).filter((section) => !used.has(section))
if (unused.length > 0) fail(`no document has the tables: ${unused.join(', ')}`)

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function fieldsTable(fields: Fields): string {
  return table(
    ['field', 'form', 'what'],
    Object.entries(fields).map(([name, {form, meaning}]) => [`\`${name}\``, form, meaning]),
  )
}

function meaningsTable(of: string, meanings: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  return table(
    [of, 'attribute', 'what'],
    Object.entries(meanings).flatMap(([one, attributes]) =>
      Object.entries(attributes).map(([name, meaning]) => [`\`${one}\``, `\`${name}\``, meaning]),
    ),
  )
}

/** As GitHub and GitLab make the anchor of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-')
}
