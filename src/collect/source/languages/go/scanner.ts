import type {Node} from 'web-tree-sitter'
import {codeAlone, lineCounter} from '../code-alone.ts'
import type {Fact} from '../fact.ts'
import {findFacts} from '../find-facts.ts'
import type {LanguageScanner, ScannedFile, Skim} from '../language-scanner.ts'
import {isOfInterest, library} from '../library.ts'
import {valueReader} from '../read-value.ts'
import {constantsIn, sharedConstants} from '../shared-constants.ts'
import {linkGo} from './imports.ts'
import {goKeys, goLibraries} from './libraries.ts'
import {routersGiven, settleRouters, withinFunctions} from './routers-given.ts'
import {goSyntax} from './syntax.ts'

export const go: LanguageScanner = {
  id: 'go',
  name: 'Go',
  extensions: ['go'],
  grammar: 'go',
  skim,
  facts: ({path, text}, root) => {
    if (!root) return []
    const {imports, names} = importsOf(text)
    const libraries = [...goLibraries(imports, names), ...(asksDatabase.test(text) ? [databases] : [])]
    const search = {text, root, syntax: goSyntax, libraries, keys: goKeys}
    const found = findFacts(search)
    const file = {path, names: new Set(names.values()), readValue: valueReader(search).value}
    const isRouting = withRouters.test(text)
    return [
      ...(isRouting ? withinFunctions(root, found) : found),
      ...(isRouting ? routersGiven(root, file) : []),
      ...mappedTables(text),
      ...fieldsOfEnvironment(text, root),
    ].toSorted((a, b) => a.line - b.line)
  },
  settle: settleRouters,
  readable: (text) => text.replace(newOfValue, 'nev('),
  link: linkGo,
}

/** Routers that have groups. */
const withRouters = /"github\.com\/(?:gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux)\b/
/** Builders of queries, and packages of the tree's own, take SQL too. */
const asksDatabase = /\bsql|squirrel|query|\bdb\b|exec|repositor|Raw\(/i
const databases = library({imports: [''], isDatabase: true})
/** Since Go 1.26 `new` takes a value, which the grammar does not know. */
const newOfValue = /(?<![\w.])new\(/g

const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g
const importBlock = /^import\s+(?:\(([^()]*)\)|((?:[\w.]+\s+)?["`][^"`\n]+["`]))/gm
const oneImport = /(?:([\w.]+)[^\S\n]+)?["`]([^"`\n]+)["`]/g
const addressInLiteral = /["`][^"`\n]{0,500}:\/\//

function packageConstants(text: string, own: string | undefined): Pick<Skim, 'constants'> {
  const code = codeAlone(text, comment)
  const tops = [...code.matchAll(/^(?:const|var|func|type|import)\b/gm)]
  return sharedConstants(constantsIn(text, code, constant), (at) =>
    tops.findLast(({index}) => index <= at)?.[0] === 'const' ? own : undefined,
  )
}

function skim({text}: ScannedFile): Skim {
  const {imports, names} = importsOf(text)
  const [, own] = /^package\s+(\w+)/m.exec(text) ?? []
  return {
    imports,
    declares: own ? [own] : [],
    ...packageConstants(text, own),
    isOfInterest:
      addressInLiteral.test(text) ||
      tableName.test(text) ||
      variableOfField.test(text) ||
      withRouters.test(text) ||
      isOfInterest(text, goLibraries(imports, names)) ||
      (asksDatabase.test(text) && isOfInterest(text, [databases])),
  }
}

/** The imports, and the names by which their packages are called in the file. */
function importsOf(text: string): {readonly imports: Skim['imports']; readonly names: ReadonlyMap<string, string>} {
  const end = text.search(/^(?:func|type|var|const)\b/m)
  const head = codeAlone(end < 0 ? text : text.slice(0, end), comment)
  const lineAt = lineCounter(head)
  const found = [...head.matchAll(importBlock)].flatMap(({0: all, 1: block, 2: single, index}) => {
    const inside = block ?? single ?? ''
    const start = index + all.indexOf(inside)
    return [...inside.matchAll(oneImport)].map(({1: alias, 2: specifier = '', index: at}) => ({
      specifier,
      alias,
      line: lineAt(start + at + 1),
    }))
  })
  return {
    imports: found.map(({specifier, line}) => ({specifier, line})),
    names: new Map(
      found.map(({specifier, alias}) => [
        specifier,
        alias === '_' || alias === '.' ? '' : (alias ?? nameOf(specifier)),
      ]),
    ),
  }
}

/** The last part of an import's path, without a version and what marks it as of Go. */
function nameOf(specifier: string): string {
  const parts = specifier.split('/')
  const last = parts.at(-1) ?? ''
  const name = /^v\d+$/.test(last) ? (parts.at(-2) ?? '') : last
  return name
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$|\.go$|091-go$/g, '')
    .replace(/\W/g, '')
}

/** `const Orders = "orders.new"`, or a line of such a block, in which a variable has `:=`. */
const constant =
  /^(?:const[ \t]+|[ \t]+)([A-Z]\w*)(?:[ \t]+\w+)?[ \t]*=[ \t]*(?:"([^"\\\n]{1,200})"|`([^`\n]{1,200})`)[ \t]*(?:\/\/[^\n]*)?$/gm

const tableName =
  /^func\s*\(\s*(?:\w+\s+)?\*?(\w+)\s*\)\s*TableName\(\)\s*string\s*\{\s*return\s*["`]([\w.]{1,200})["`]/gm

/** A type of Gorm says its table by a method. */
function mappedTables(text: string): readonly Fact[] {
  const lineAt = lineCounter(text)
  return [...text.matchAll(tableName)].map(({1: entity = '', 2: table = '', index}) => ({
    is: 'mapped',
    entity,
    table: {literal: table},
    line: lineAt(index + 1),
  }))
}

const variableOfField = /\b(?:envconfig|env):"[A-Z]\w*[",]/

/** Variables that tags of fields name: `envconfig:"DB_HOST"`, `env:"DB_HOST,required"`. */
function fieldsOfEnvironment(text: string, root: Node): readonly Fact[] {
  return [...text.matchAll(new RegExp(variableOfField, 'g'))].flatMap(({0: tag, index}): readonly Fact[] => {
    const node = root.descendantForIndex(index)
    const literal = node?.type === 'raw_string_literal' ? node : node?.parent
    if (literal?.parent?.type !== 'field_declaration') return []
    const key = tag.replace(/^\w+:"|[",]$/g, '')
    return [{is: 'setting', from: 'environment', key, line: literal.startPosition.row + 1}]
  })
}
