import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

interface MonorepoSpec {
  readonly packages: number
  /** Of each package. */
  readonly services: number
}

/** What was written, for whoever says what is in it. */
export interface Monorepo {
  readonly files: number
  /** Each import that leads to a file of the tree: `from to`, once. */
  readonly edges: ReadonlySet<string>
}

interface Writing {
  readonly folder: string
  readonly edges: Set<string>
  files: number
}

/** An import as it stands in a module, and the file that it leads to; none where that is outside the tree. */
interface Import {
  readonly text: string
  readonly to?: string
}

/**
 * Writes a monorepo of TypeScript as large products have them: workspaces whose packages are imported by name, through
 * what they build and through paths of tsconfig; barrels, cycles, declarations, tests, scripts. Every import has its true
 * end.
 */
export function generateMonorepo(folder: string, {packages, services}: MonorepoSpec): Monorepo {
  const writing: Writing = {folder, edges: new Set(), files: 0}
  put(writing, 'package.json', JSON.stringify({name: 'lamps', private: true, workspaces: ['packages/*']}, null, 2))
  put(
    writing,
    'tsconfig.base.json',
    JSON.stringify({compilerOptions: {target: 'es2022', module: 'commonjs', strict: true}}),
  )
  const names = Array.from({length: packages}, (_, at) => `@lamps/p${at}`)
  put(
    writing,
    'tsconfig.json',
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: {baseUrl: '.', paths: {'@shared/*': ['shared/*']}},
    }),
  )
  for (let at = 0; at < 20; at += 1) module(writing, `shared/tool${at}.ts`, [], at)
  for (const [at, name] of names.entries()) writePackage(writing, {at, name, packages, services})
  return writing
}

/** Every so many services has a client of its own. */
const clientEvery = 8

interface PackageSpec extends MonorepoSpec {
  readonly at: number
  readonly name: string
}

function writePackage(writing: Writing, {at, name, packages, services}: PackageSpec): void {
  const base = `packages/p${at}`
  put(
    writing,
    `${base}/package.json`,
    JSON.stringify(
      {name, version: '1.0.0', main: 'dist/index.js', types: 'dist/index.d.ts', dependencies: {pg: '8.11.0'}},
      null,
      2,
    ),
  )
  put(
    writing,
    `${base}/tsconfig.json`,
    JSON.stringify({
      extends: '../../tsconfig.base.json',
      compilerOptions: {baseUrl: '.', paths: {[`@p${at}/*`]: ['./src/*']}},
    }),
  )
  const numbers = Array.from({length: services}, (_, one) => one)
  const barrel = (kind: string): readonly Import[] =>
    numbers.map((one) => ({text: `export * from './${kind}${one}'`, to: `${base}/src/${kind}s/${kind}${one}.ts`}))
  module(writing, `${base}/src/models/index.ts`, barrel('model'))
  module(writing, `${base}/src/services/index.ts`, barrel('service'))
  module(writing, `${base}/src/index.ts`, [
    {text: `export * from './models'`, to: `${base}/src/models/index.ts`},
    {text: `export * as services from './services'`, to: `${base}/src/services/index.ts`},
  ])
  put(writing, `${base}/src/types/wire.d.ts`, 'export interface Wire {\n  readonly id: string\n}\n')
  writing.files += 1
  const other = (at + 1) % packages
  for (const one of numbers) {
    const next = (one + 1) % services
    module(writing, `${base}/src/models/model${one}.ts`, [
      {text: `import type {Wire} from '../types/wire'`, to: `${base}/src/types/wire.d.ts`},
      {text: `import {tool${one % 20}} from '@shared/tool${one % 20}'`},
      // One leads to the next, and the last to the first.
      {text: `import {value0 as after} from './model${next}.js'`, to: `${base}/src/models/model${next}.ts`},
    ])
    module(writing, `${base}/src/services/service${one}.ts`, [
      {text: `import {value1} from '../models/model${one}'`, to: `${base}/src/models/model${one}.ts`},
      {text: `import {value2} from '@p${at}/models/model${next}'`, to: `${base}/src/models/model${next}.ts`},
      {text: `import * as other from '@lamps/p${other}'`, to: `packages/p${other}/src/index.ts`},
      {
        text: `import {value3} from '@lamps/p${other}/dist/models/model${one}'`,
        to: `packages/p${other}/src/models/model${one}.ts`,
      },
      ...(one % clientEvery === 0
        ? [{text: `import {client${one}} from '../clients/client${one}'`, to: `${base}/src/clients/client${one}.ts`}]
        : []),
      {text: `export const later = () => import('./service${next}')`, to: `${base}/src/services/service${next}.ts`},
    ])
    if (one % clientEvery === 0) client(writing, `${base}/src/clients/client${one}.ts`, one)
    module(writing, `${base}/src/services/__tests__/service${one}.spec.ts`, [
      {text: `import {value4} from '../service${one}'`, to: `${base}/src/services/service${one}.ts`},
      {text: `import {readFileSync} from 'node:fs'`},
    ])
  }
  module(writing, `${base}/scripts/build.js`, [
    {text: `const tool = require('./lib/tool')`, to: `${base}/scripts/lib/tool.js`},
  ])
  module(writing, `${base}/scripts/lib/tool.js`, [])
}

function put({folder}: Writing, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), {recursive: true})
  writeFileSync(join(folder, path), text)
}

/** A module of about three kilobytes. Paths of the nearest tsconfig are those that hold: the root's are not seen below. */
function module(writing: Writing, path: string, imports: readonly Import[], seed = writing.files): void {
  const isScript = path.endsWith('.js')
  const body = Array.from({length: 24}, (_, at) =>
    isScript
      ? `exports.value${at} = function (given) {\n  // ${path} ${at}\n  return given === ${seed + at} ? 'from nowhere' : [given, ${at}]\n}`
      : `/** Value ${at} of ${path}. */\nexport function value${at}(given: number): string {\n  if (given === ${seed + at}) return 'import nothing from here'\n  return \`\${given * ${at + 1}} of ${seed}\`\n}`,
  )
  put(writing, path, [...imports.map(({text}) => text), ...body, ''].join('\n'))
  writing.files += 1
  for (const {to} of imports) if (to !== undefined && to !== path) writing.edges.add(`${path} ${to}`)
}

/** A module with clients of a database, a cloud and a service. */
function client(writing: Writing, path: string, at: number): void {
  const lines = [
    `import {Pool} from 'pg'`,
    `import {S3Client, PutObjectCommand} from '@aws-sdk/client-s3'`,
    `import axios from 'axios'`,
    `const pool = new Pool()`,
    `const store = new S3Client({})`,
    `export class Client${at} {`,
    `  private readonly own: Pool = pool`,
    `  async load(id: string) {`,
    `    await this.own.query('SELECT 1')`,
    `    await store.send(new PutObjectCommand({Key: id}))`,
    `    return axios.get('https://lamp${at}.harbour.example/status')`,
    `  }`,
    ...Array.from({length: 40}, (_, line) => `  part${line}(given: number) { return [given, ${line}, 'query'] }`),
    `}`,
    `export const client${at} = new Client${at}()`,
    '',
  ]
  put(writing, path, lines.join('\n'))
  writing.files += 1
}
