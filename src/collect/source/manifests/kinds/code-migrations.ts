import {lineOf} from '../../languages/line-of.ts'
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
    /(^|\/)db\/(?:migrate\/.+|schema)\.rb$|(^|\/)migrations\/\d{4}_\w+\.py$|(^|\/)versions\/[^/]+\.py$|(^|\/)Migrations\/.+(?<!\.Designer)(?<!ModelSnapshot)\.cs$|(^|\/)database\/migrations\/[^/]+\.php$|(^|\/)migrations\/(?:\w+\/){0,3}Version\d{8,}\w*\.php$/i,
  read(files) {
    // The schema is what all the migrations beside it have led to.
    const schemas = new Set(files.filter(isSchema).map(({path}) => parentOf(path)))
    const kept = files.filter(
      (file) => isSchema(file) || !schemas.has(parentOf(file.path).replace(/\/?migrate(\/.*)?$/, '')),
    )
    return tablesThatRemain(
      kept.flatMap((file) => {
        const dialect = dialects.find(({files: own}) => own.test(file.path))
        return dialect ? [{file, changes: changesIn(file, dialect), how: dialect.how}] : []
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
  /** Groups: `create`, `drop`, `old` and `new`, each the name of a table; `schema`. */
  readonly statements: RegExp
  /** The table behind a name that code gives. */
  readonly table?: (name: string, path: string, rest: string) => string
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
    statements: new RegExp(
      String.raw`\bop\.create_table\(\s{0,40}${quoted('create')}|\bop\.drop_table\(\s{0,40}${quoted('drop')}|\bop\.rename_table\(\s{0,40}${quoted('old')}\s{0,10},\s{0,40}${quoted('new')}`,
      'g',
    ),
  },
  {
    files: /\.cs$/,
    how: 'made by an Entity Framework migration',
    comment: '//',
    back: /\boverride\s+void\s+Down\b/,
    statements: new RegExp(
      String.raw`\b(?:CreateTable\(\s{0,80}(?:name:\s{0,10})?${quoted('create')}(?:\s{0,10},\s{0,80}schema:\s{0,10}"(?<schema>\w{1,128})")?|DropTable\(\s{0,80}(?:name:\s{0,10})?${quoted('drop')}|RenameTable\(\s{0,80}(?:name:\s{0,10})?${quoted('old')}\s{0,10},\s{0,80}(?:schema:\s{0,10}"\w{1,128}"\s{0,10},\s{0,80})?newName:\s{0,10}${quoted('new')})`,
      'g',
    ),
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

function changesIn(file: SourceFile, dialect: Dialect): readonly TableChange[] {
  const whole = withoutComments(file.text, {line: [dialect.comment], block: dialect.comment === '//', triple: true})
  const back = dialect.back?.exec(whole)
  const text = back ? whole.slice(0, back.index) : whole
  const lines = lineOf(text)
  const all = [...text.matchAll(dialect.statements)]
  const told = all.flatMap((match, at): readonly ChangeAt[] => {
    const {groups = {}, index} = match
    const line = lines(index)
    const rest = text.slice(index, all[at + 1]?.index)
    const table = (name: string): string => {
      const own = dialect.table?.(name, file.path, rest) ?? name
      return groups.schema ? `${groups.schema}.${own}` : own
    }
    const place = {line, at: index}
    if (groups.create) return [{does: 'create', table: table(groups.create), ...place}]
    if (groups.drop) return [{does: 'drop', table: table(groups.drop), ...place}]
    return groups.old && groups.new ? [{does: 'rename', table: table(groups.old), to: table(groups.new), ...place}] : []
  })
  return [...told, ...ddlInCode(text)].toSorted((a, b) => a.at - b.at)
}

/** Named in the model's options, else by the application's folder and the model. */
function djangoTable(model: string, path: string, rest: string): string {
  const named = /['"]db_table['"]\s{0,4}:\s{0,4}['"]([\w.$]{1,128})['"]/.exec(rest)?.[1]
  const application = parentOf(parentOf(path)).split('/').at(-1) ?? ''
  return named ?? `${application ? `${application}_` : ''}${model.toLowerCase()}`
}
