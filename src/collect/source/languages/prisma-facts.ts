import {lineCounter} from './code-alone.ts'
import {productOf} from './connections.ts'
import type {Fact} from './fact.ts'
import type {ScannedFile} from './language-scanner.ts'

const block = /^[ \t]*(model|view|datasource)[ \t]+(\w+)[ \t]*\{((?:[^{}"]|"(?:[^"\\\n]|\\.)*")*)\}/gm

/** The tables and the database of a schema of Prisma; models go by the names that its client gives them. */
export function prismaFacts({path, text}: ScannedFile): readonly Fact[] {
  if (!/\.prisma$/i.test(path)) return []
  const code = text.replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*/g, (_, string?: string) => string ?? '')
  const lineAt = lineCounter(code)
  const blocks = [...code.matchAll(block)]
  return blocks.flatMap(({1: kind, 2: name = '', 3: body = '', index}): readonly Fact[] => {
    const line = lineAt(index)
    if (kind === 'datasource') return [database(body, lineOfUrl(code, index, line))]
    const [table, schema] = [/@@map\(\s*(?:name:\s*)?"([^"\n]+)"/, /@@schema\(\s*"([^"\n]+)"/].map(
      (one) => one.exec(body)?.[1],
    )
    const literal = [schema, table ?? name].filter(Boolean).join('.')
    return [{is: 'mapped', entity: name.charAt(0).toLowerCase() + name.slice(1), table: {literal}, line}]
  })
}

function lineOfUrl(code: string, index: number, line: number): number {
  const at = /\bprovider\s*=/.exec(code.slice(index))?.index ?? 0
  return line + (code.slice(index, index + at).match(/\n/g)?.length ?? 0)
}

function database(body: string, line: number): Fact {
  const provider = /\bprovider\s*=\s*"(\w+)"/.exec(body)?.[1]
  const key = /\burl\s*=\s*env\(\s*"([\w.-]{1,100})"\s*\)/.exec(body)?.[1]
  return {is: 'database', product: productOf(provider), operation: 'datasource', ...(key && {connection: {key}}), line}
}
