import type {Node} from 'web-tree-sitter'
import {addressesIn} from '../../addresses-in-text.ts'
import {connects, machineNamed, nodesOf, productOf} from '../connections.ts'
import type {Fact, MappedTable, Value} from '../fact.ts'
import {calledName, callOf, classAround, nameOf} from './calls.ts'
import {isFileOfModels} from './model-classes.ts'
import {moduleOf, wholeRouter} from './module-names.ts'
import type {PythonSearch} from './routes.ts'

/** Classes that are kept in tables, by SQLAlchemy and by Django. */
export function mappedTables(search: PythonSearch): readonly Fact[] {
  return [
    ...(search.text.includes('__tablename__') ? namedTables(search) : []),
    ...(/\bTable\s*\(/.test(search.text) && search.text.includes('sqlalchemy') ? tableObjects(search) : []),
    ...(/\bdjango\b/.test(search.text) && /\bModel\b/.test(search.text) ? djangoModels(search) : []),
    ...modelsOfOthers(search),
    ...(/\bdb\.Model\b|\bSQLModel\b/.test(search.text) && !/\bdjango\b/.test(search.text) ? tablesByName(search) : []),
  ]
}

/** Flask-SQLAlchemy and SQLModel name a table after its class, where it names none: `order_line` and `orderline`. */
function tablesByName({text, root}: PythonSearch): readonly Fact[] {
  return [...nodesOf(text, root, ['Model', 'SQLModel'])].flatMap((word) => {
    const list = word.parent?.type === 'attribute' ? word.parent.parent : word.parent
    const type = list?.type === 'argument_list' && list.parent?.type === 'class_definition' ? list.parent : undefined
    const body = type?.childForFieldName('body')?.text ?? ''
    if (!type || /\b__(?:tablename|abstract)__\b/.test(body)) return []
    const entity = nameOf(type)
    const isFlask = word.parent?.text === 'db.Model'
    // Without a key of its own a class is in the table of another.
    const hasTable = isFlask ? /\bprimary_key\s*=\s*True\b/.test(body) : /\btable\s*=\s*True\b/.test(list?.text ?? '')
    if (!hasTable) return []
    const table = {literal: isFlask ? underscored(entity) : entity.toLowerCase()}
    return [{is: 'mapped' as const, entity, table, isByConvention: true, line: type.startPosition.row + 1}]
  })
}

function underscored(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}

function namedTables({text, root, readValue}: PythonSearch): readonly Fact[] {
  return [...nodesOf(text, root, ['__tablename__'])].flatMap((word) => {
    const assignment = word.parent
    const value = assignment?.type === 'assignment' ? assignment.childForFieldName('right') : undefined
    const type = classAround(word)
    if (!value || !type) return []
    const table = inSchema(readValue(value), schemaOf(type, readValue))
    return [{is: 'mapped' as const, entity: nameOf(type), table, line: word.startPosition.row + 1}]
  })
}

/** `__table_args__ = {'schema': 'sales'}`, or such a dictionary as the last of a tuple. */
function schemaOf(type: Node, readValue: PythonSearch['readValue']): Value | undefined {
  const lines = type.childForFieldName('body')?.namedChildren ?? []
  const said = lines
    .map((line) => line.firstNamedChild)
    .find((line) => line?.type === 'assignment' && line.childForFieldName('left')?.text === '__table_args__')
    ?.childForFieldName('right')
  const dictionary = said?.type === 'tuple' ? said.namedChildren.at(-1) : said
  if (dictionary?.type !== 'dictionary') return undefined
  const pair = dictionary.namedChildren.find((one) => /^["']schema["']$/.test(one.childForFieldName('key')?.text ?? ''))
  const schema = pair?.childForFieldName('value')
  return schema ? readValue(schema) : undefined
}

function inSchema(table: Value, schema: Value | undefined): Value {
  if (!schema || !('literal' in schema) || !('literal' in table)) return table
  return {literal: `${schema.literal}.${table.literal}`}
}

/** `orders = Table('orders', metadata, ...)` */
function tableObjects({text, root, readValue}: PythonSearch): readonly Fact[] {
  return [...nodesOf(text, root, ['Table'])].flatMap((word) => {
    const call = word.parent?.type === 'attribute' ? word.parent.parent : word.parent
    if (call?.type !== 'call' || calledName(call) !== 'Table') return []
    const {arguments: given, named} = callOf(call, 'Table', undefined)
    const [name, , column] = given
    const own = name && readValue(name)
    if (!own || !column || !('literal' in own)) return []
    const table = inSchema(own, named.schema && readValue(named.schema))
    return [{is: 'mapped' as const, entity: own.literal, table, line: word.startPosition.row + 1}]
  })
}

/** A model is in the table that its `Meta` names, or in one named by its application and itself. */
function djangoModels(search: PythonSearch): readonly Fact[] {
  return modelClasses(search.text, search.root).flatMap((type) => modelTable(type, search))
}

const mapsOtherwise = /\b(?:sqlalchemy|flask_sqlalchemy|sqlmodel|mongoengine|pydantic|peewee|db\.Model|SQLModel)\b/

/** Classes of a file of models that are of classes of other files, which say whether they are models. */
function modelsOfOthers(search: PythonSearch): readonly Fact[] {
  const {path, text, root} = search
  if (!isFileOfModels(path) || mapsOtherwise.test(text)) return []
  const known = new Set(modelClasses(text, root).map(nameOf))
  const classes = root.namedChildren.map((node) => node.childForFieldName('definition') ?? node)
  return classes.flatMap((type) => {
    const bases = type.type === 'class_definition' && !known.has(nameOf(type)) ? basesOf(type) : []
    const below = bases.map((base) => wholeRouter(base, path, search.bindings))
    return below.length > 0 ? modelTable(type, search).map((fact) => ({...fact, below})) : []
  })
}

function basesOf(type: Node): readonly string[] {
  const bases = type.childForFieldName('superclasses')?.namedChildren ?? []
  return bases.filter(({type: kind}) => kind === 'identifier' || kind === 'attribute').map(({text}) => text)
}

function modelTable(type: Node, {path, readValue}: PythonSearch): readonly MappedTable[] {
  const meta = metaOf(type)
  if (meta.get('abstract')?.text === 'True' || meta.get('proxy')?.text === 'True') return []
  const [named, label] = [meta.get('db_table'), meta.get('app_label')]
  const entity = nameOf(type)
  const table = named
    ? withoutQuotes(readValue(named))
    : defaultTable(entity, label ? readValue(label) : folderOf(path))
  if (!table) return []
  const byConvention = named ? {} : {isByConvention: true, ...(!label && {inPackage: applicationOf(path)})}
  return [{is: 'mapped', entity, table, ...byConvention, line: type.startPosition.row + 1}]
}

/** `"sales"."orders"`, and `sales"."orders`, which Django's own quotes make whole. */
function withoutQuotes(table: Value): Value {
  return 'literal' in table ? {literal: table.literal.replaceAll('"', '')} : table
}

/** Classes below `models.Model`, and below those of the file that are. */
function modelClasses(text: string, root: Node): readonly Node[] {
  const found = new Map<string, Node>()
  let names = ['Model']
  for (let depth = 0; names.length > 0 && depth < 10; depth += 1) {
    const below: string[] = []
    for (const word of nodesOf(text, root, names)) {
      const isOfModule = word.parent?.type === 'attribute'
      const list = isOfModule ? word.parent?.parent : word.parent
      const type = list?.type === 'argument_list' && list.parent?.type === 'class_definition' ? list.parent : undefined
      if (!type || (isOfModule && word.parent?.childForFieldName('object')?.text !== 'models')) continue
      const name = nameOf(type)
      if (found.has(name)) continue
      found.set(name, type)
      below.push(name)
    }
    names = below
  }
  return [...found.values()]
}

function metaOf(type: Node): ReadonlyMap<string, Node> {
  const meta = type
    .childForFieldName('body')
    ?.namedChildren.find((child) => child.type === 'class_definition' && nameOf(child) === 'Meta')
  const lines = meta?.childForFieldName('body')?.namedChildren ?? []
  return new Map(
    lines.flatMap((line) => {
      const assignment = line.firstNamedChild
      const [left, right] = [assignment?.childForFieldName('left'), assignment?.childForFieldName('right')]
      return left && right ? [[left.text, right] as const] : []
    }),
  )
}

/** The application of `shop/orders/models.py` and of `shop/orders/models/line.py` is `orders`. */
function folderOf(path: string): Value | undefined {
  const label = /(?:^|\/)(\w+)\/models(?:\.py$|\/)/.exec(path)?.[1]
  return label ? {literal: label} : undefined
}

function applicationOf(path: string): string {
  return moduleOf(path.replace(/\/models(?:\.py$|\/.*)/, '/__init__.py'))
}

function defaultTable(entity: string, label: Value | undefined): Value | undefined {
  return label && 'literal' in label ? {literal: `${label.literal}_${entity.toLowerCase()}`} : undefined
}

/** The databases that Django's settings name. */
export function configuredDatabases({text, root, readValue}: PythonSearch): readonly Fact[] {
  if (!/["']ENGINE["']/.test(text)) return []
  return [...text.matchAll(/["']ENGINE["']/g)].flatMap(({index}): readonly Fact[] => {
    const key = root.descendantForIndex(index, index + 8)
    const pair = key?.type === 'string' ? key.parent : key?.parent?.parent
    const dictionary = pair?.type === 'pair' ? pair.parent : undefined
    if (!pair || dictionary?.type !== 'dictionary') return []
    const nodes = new Map(
      dictionary.namedChildren.flatMap((child) => {
        const [name, value] = [child.childForFieldName('key'), child.childForFieldName('value')]
        return name && value ? [[name.text.slice(1, -1), value] as const] : []
      }),
    )
    const value = (name: string): Value | undefined => {
      const node = nodes.get(name)
      return node && readValue(node)
    }
    const otherwise = (name: string): string | undefined => {
      const node = nodes.get(name)
      return node && defaultOf(node, readValue)
    }
    const engine = {literal: literalOf(value('ENGINE')) ?? otherwise('ENGINE') ?? ''}
    if (!/db|sql|oracle|backend/i.test(engine.literal)) return []
    const product = productOf(engine.literal)
    const line = pair.startPosition.row + 1
    const said = connects({product, operation: 'DATABASES', host: value('HOST'), database: value('NAME')})
    const base = literalOf(value('NAME')) ?? otherwise('NAME')
    const defaults = machineNamed(otherwise('HOST'), product, base?.includes('{}') ? undefined : base)
    return [...said, ...defaults.map((one) => ({...one, standing: 'connection' as const}))].map(
      (one) => ({...one, line}) as Fact, // the line is all that a said fact lacks
    )
  })
}

const literalOf = (value: Value | undefined): string | undefined =>
  value && 'literal' in value ? value.literal : undefined

/** What stands for a variable that is not set: `os.environ.get("PGHOST", "db")`, `env("PGHOST", default="db")`, `... or "db"`. */
function defaultOf(node: Node, readValue: (node: Node) => Value): string | undefined {
  if (node.type === 'boolean_operator' && node.childForFieldName('operator')?.text === 'or') {
    const right = node.childForFieldName('right')
    return right ? literalOf(readValue(right)) : undefined
  }
  if (node.type !== 'call') return undefined
  const given = node.childForFieldName('arguments')?.namedChildren ?? []
  const named = given.find((one) => one.childForFieldName('name')?.text === 'default')?.childForFieldName('value')
  const second = named ?? (given[1]?.type === 'keyword_argument' ? undefined : given[1])
  return second ? literalOf(readValue(second)) : undefined
}

/** `postgresql+psycopg2://...`: an address whose scheme names the driver too. */
export function driverAddresses({text, root, readValue}: PythonSearch): readonly Fact[] {
  return [...text.matchAll(/["'](\w{2,20}\+\w{2,20}):\/\//g)].flatMap(({index}): readonly Fact[] => {
    const node = root.descendantForIndex(index + 1)
    const string = node?.type === 'string' ? node : node?.parent
    if (string?.type !== 'string') return []
    const line = string.startPosition.row + 1
    const text = readValue(string)
    // Those of schemes that are known in every language are told as these are.
    if ('literal' in text && addressesIn(text.literal).length > 0) return []
    const said = connects({operation: 'connect', text})
    return said.flatMap((one) => (one.is === 'address' ? [{...one, line}] : []))
  })
}
