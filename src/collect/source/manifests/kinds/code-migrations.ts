import {lineOf} from '../../languages/line-of.ts'
import {type LiteralArguments, literalArguments} from '../../literal-arguments.ts'
import {parentOf} from '../../resolve-imports.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {type ChangeAt, ddlInCode, type TableChange} from '../ddl-tables.ts'
import type {ManifestKind} from '../manifest-kind.ts'
import {tablesThatRemain} from '../table-history.ts'
import {withoutComments} from '../without-comments.ts'

/** Migrations that are code: of Rails, Django, Alembic, Entity Framework and Laravel. Read as text, never run. */
export const codeMigrations: ManifestKind = {
  id: 'code-migrations',
  files:
    /(^|\/)db\/(?:migrate\/.+|schema)\.rb$|(^|\/)migrations\/\d{4}_\w+\.py$|(^|\/)apps\.py$|(^|\/)versions\/[^/]+\.py$|(^|\/)Migrations\/.+(?<!\.Designer)(?<!ModelSnapshot)\.cs$|(^|\/)database\/migrations\/[^/]+\.php$|(^|\/)migrations\/(?:\w+\/){0,3}Version\d{8,}\w*\.php$/i,
  read(files) {
    // The schema is what all the migrations beside it have led to.
    const schemas = new Set(files.filter(isSchema).map(({path}) => parentOf(path)))
    const kept = files.filter(
      (file) => isSchema(file) || !schemas.has(parentOf(file.path).replace(/\/?migrate(\/.*)?$/, '')),
    )
    const labels = new Map(files.flatMap(labelOf))
    return tablesThatRemain(
      kept.flatMap((file) => {
        const dialect = dialects.find(({files: own}) => own.test(file.path))
        return dialect ? [{file, changes: changesIn(file, dialect, labels), how: dialect.how}] : []
      }),
    )
  },
}

function isSchema({path}: SourceFile): boolean {
  return /(^|\/)db\/schema\.rb$/.test(path)
}

interface Dialect {
  readonly files: RegExp
  readonly how: string
  readonly comment: string
  /** Begins the way back, which runs to the end of the file. */
  readonly back?: RegExp
  /** Groups: `create`, `drop`, `old` and `new`, each the name of a table; or `call`, the name of what has `change`. */
  readonly statements: RegExp
  /** What a call does, by its arguments. */
  readonly change?: (call: string, given: LiteralArguments) => Omit<TableChange, 'line'> | undefined
  /** The table behind a name that code gives. */
  readonly table?: (name: string, path: string, rest: string, labels: Labels) => string
}

/** By the folder of an application of Django, what stands before the names of its tables instead of its own name. */
type Labels = ReadonlyMap<string, string>

function labelOf({path, text}: SourceFile): readonly (readonly [folder: string, label: string])[] {
  if (!/(^|\/)apps\.py$/.test(path)) return []
  const code = withoutComments(text, {line: ['#'], block: false, triple: true})
  const [only, second] = [...code.matchAll(/^[ \t]+label[ \t]*=[ \t]*["'](\w{1,100})["']/gm)]
  return only?.[1] && !second ? [[parentOf(path), only[1]]] : []
}

const quoted = (group: string): string => String.raw`[:'"]+(?<${group}>\w[\w.$]{0,127})['"]?`

const dialects: readonly Dialect[] = [
  {
    files: /\.rb$/,
    how: 'made by a Rails migration',
    comment: '#',
    back: /^[ \t]*def[ \t]+(self\.)?down\b/m,
    statements: new RegExp(
      String.raw`\bcreate_table[\s(]{1,10}${quoted('create')}|\bdrop_table[\s(]{1,10}${quoted('drop')}|\brename_table[\s(]{1,10}${quoted('old')}\s{0,10},\s{0,10}${quoted('new')}`,
      'g',
    ),
  },
  {
    files: /(^|\/)migrations\/\d{4}_\w+\.py$/,
    how: 'made by a Django migration',
    comment: '#',
    statements: new RegExp(
      String.raw`\bCreateModel\(\s{0,40}(?:name\s{0,4}=\s{0,4})?${quoted('create')}|\bDeleteModel\(\s{0,40}(?:name\s{0,4}=\s{0,4})?${quoted('drop')}|\bRenameModel\(\s{0,40}(?:old_name\s{0,4}=\s{0,4})?${quoted('old')}\s{0,10},\s{0,40}(?:new_name\s{0,4}=\s{0,4})?${quoted('new')}`,
      'g',
    ),
    table: djangoTable,
  },
  {
    files: /(^|\/)versions\/[^/]+\.py$/,
    how: 'made by an Alembic migration',
    comment: '#',
    back: /^def\s+downgrade\b/m,
    statements: /\bop\.(?<call>(?:create|drop|rename)_table)\(/g,
    change: ofAlembic,
  },
  {
    files: /\.cs$/,
    how: 'made by an Entity Framework migration',
    comment: '//',
    back: /\boverride\s+void\s+Down\b/,
    statements: /\b(?<call>(?:Create|Drop|Rename|Move)Table)(?:<[^<>()]{1,80}>)?\(/g,
    change: ofEntityFramework,
  },
  {
    files: /\.php$/,
    how: 'made by a Laravel migration',
    comment: '//',
    back: /\bfunction\s+down\b/,
    statements: new RegExp(
      String.raw`\bSchema::(?:create\(\s{0,40}${quoted('create')}|drop(?:IfExists)?\(\s{0,40}${quoted('drop')}|rename\(\s{0,40}${quoted('old')}\s{0,10},\s{0,40}${quoted('new')})`,
      'g',
    ),
  },
]

function changesIn(file: SourceFile, dialect: Dialect, labels: Labels): readonly TableChange[] {
  const whole = withoutComments(file.text, {line: [dialect.comment], block: dialect.comment === '//', triple: true})
  const back = dialect.back?.exec(whole)
  const text = back ? whole.slice(0, back.index) : whole
  const lines = lineOf(text)
  const all = [...text.matchAll(dialect.statements)]
  const told = all.flatMap((match, at): readonly ChangeAt[] => {
    const {groups = {}, index} = match
    const line = lines(index)
    const rest = text.slice(index, all[at + 1]?.index)
    const table = (name: string): string => dialect.table?.(name, file.path, rest, labels) ?? name
    const place = {line, at: index}
    const called = groups.call && dialect.change?.(groups.call, literalArguments(text, index + match[0].length))
    if (called) return [{...called, ...place}]
    if (groups.create) return [{does: 'create', table: table(groups.create), ...place}]
    if (groups.drop) return [{does: 'drop', table: table(groups.drop), ...place}]
    return groups.old && groups.new ? [{does: 'rename', table: table(groups.old), to: table(groups.new), ...place}] : []
  })
  return [...told, ...ddlInCode(text)].toSorted((a, b) => a.at - b.at)
}

const isName = /^\w[\w.$]{0,127}$/

function inSchema(schema: string | undefined, table: string): string {
  return schema !== undefined && isName.test(schema) ? `${schema}.${table}` : table
}

/**
 * Entity Framework gives the schema by itself since Core, and before it in the name: `DropTable("dbo.Fees")`. There a new
 * name stays in its schema; since Core one without a schema goes to that of the database.
 */
function ofEntityFramework(call: string, {placed, named}: LiteralArguments): Omit<TableChange, 'line'> | undefined {
  const given = (name: string, at?: number): string | undefined =>
    named.get(name) ?? (at === undefined ? undefined : placed[at])
  const name = given('name', 0)
  if (name === undefined || !isName.test(name)) return undefined
  // `CreateTable(name, columns, schema)`
  const schema = given('schema', call === 'CreateTable' ? 2 : 1)
  if (call === 'CreateTable' || call === 'DropTable')
    return {does: call === 'CreateTable' ? 'create' : 'drop', table: inSchema(schema, name)}
  return call === 'MoveTable' ? moved(name, given('newSchema', 1)) : renamed(name, schema, {placed, named})
}

function moved(name: string, newSchema: string | undefined): Omit<TableChange, 'line'> {
  return {does: 'rename', table: name, to: inSchema(newSchema, name.replace(/^.*\./, '')), isWhole: true}
}

function renamed(
  name: string,
  schema: string | undefined,
  {placed, named}: LiteralArguments,
): Omit<TableChange, 'line'> | undefined {
  const isCore =
    named.has('schema') ||
    named.has('newSchema') ||
    placed[2] !== undefined ||
    (placed.length > 1 && named.has('newName'))
  const to = named.get('newName') ?? placed[isCore ? 2 : 1] ?? name
  if (!isName.test(to)) return undefined
  if (!isCore) return {does: 'rename', table: name, to}
  return {
    does: 'rename',
    table: inSchema(schema, name),
    to: inSchema(named.get('newSchema') ?? placed[3], to),
    isWhole: true,
  }
}

/** `op.rename_table('old', 'new', schema='pay')` stays in its schema. */
function ofAlembic(call: string, {placed, named}: LiteralArguments): Omit<TableChange, 'line'> | undefined {
  const isRename = call === 'rename_table'
  const name = named.get(isRename ? 'old_table_name' : 'table_name') ?? placed[0]
  if (name === undefined || !isName.test(name)) return undefined
  const table = inSchema(named.get('schema'), name)
  if (!isRename) return {does: call === 'create_table' ? 'create' : 'drop', table}
  const to = named.get('new_table_name') ?? placed[1]
  return to !== undefined && isName.test(to) ? {does: 'rename', table, to} : undefined
}

/** Named in the model's options, else by the application's folder and the model. */
function djangoTable(model: string, path: string, rest: string, labels: Labels): string {
  const named = /['"]db_table['"]\s{0,4}:\s{0,4}['"]([\w.$]{1,128})['"]/.exec(rest)?.[1]
  const folder = parentOf(parentOf(path))
  const application = labels.get(folder) ?? folder.split('/').at(-1) ?? ''
  return named ?? `${application ? `${application}_` : ''}${model.toLowerCase()}`
}
