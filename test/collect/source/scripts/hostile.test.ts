import {describe, expect, it} from '@jest/globals'
import {ts} from 'ts-morph'
import {lookAtScript} from '../../../../src/collect/source/scripts/look-at-script.ts'
import {said, saidTogether} from './said.ts'

const head = "import axios from 'axios'\nimport {Pool} from 'pg'\nconst express = require('express')\n"

/** `const n0 = ..., n1 = ...`: each made of the next. */
const laughs = (of: (next: string) => string): string =>
  `const ${Array.from({length: 12}, (_, at) => `n${at} = ${of(`n${at + 1}`)}`).join(', ')}, n12 = 'https://a.shop.gov.uk'`

describe('TypeScript and JavaScript that mean harm', () => {
  it.each([
    ['brackets nested 5,000 deep', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['blocks that never end', 'class A { '.repeat(5000)],
    ['functions nested 5,000 deep', `${'function f() { '.repeat(5000)}${'}'.repeat(5000)}`],
    ['calls chained 5,000 times', `axios${'.get("x")'.repeat(5000)}`],
    ['objects nested 5,000 deep', `new Pool(${'{host: '.repeat(5000)}1${'}'.repeat(5000)})`],
    ['a text that never ends', `const x = "${'a'.repeat(100_000)}`],
    ['templates in templates', `fetch(${'`${'.repeat(3000)}1${'}`'.repeat(3000)})`],
    ['concatenation 5,000 deep', `new Pool().query("select a from b where c = "${' + d + " or c = "'.repeat(5000)})`],
    ['NULs and half characters', `\0\ud800 import \udc00 "https://\0host.example.gov.uk\0"\0`],
    ['names that stand for each other', 'const a = b, b = c, c = a; a.get("x"); fetch(a); axios.get(b)'],
    ['classes that extend each other', 'class A extends B {}\nclass B extends A {}\nnew A().get("x"); this.x = this.x'],
    [
      'names of what every object has',
      'axios.constructor("x"); axios.__proto__.toString("y"); import {constructor} from "toString"',
    ],
    [
      'routers that mount each other',
      'const a = express.Router(), b = express.Router(); a.use("/x", b); b.use("/y", a); a.get("/z", f)',
    ],
    ['types of themselves', 'let a: typeof b, b: typeof a; a.get("x"); declare const c: typeof c; c.get("y")'],
    [
      'aliases that each stand for 20 others',
      `${Array.from(
        {length: 30},
        (_, at) =>
          `type T${at} = ${Array(20)
            .fill(`T${at + 1}`)
            .join(' | ')};`,
      ).join('\n')} let a: T0; a.get('x'); function f({b}: T0) { b.c.get('y') }`,
    ],
    [
      'aliases of aliases',
      `${Array.from({length: 5000}, (_, at) => `type T${at} = T${at + 1};`).join('\n')} let a: T0; a.get('x')`,
    ],
    [
      'types and functions that lead to each other',
      `type A = B; type B = A; interface C extends D {} interface D extends C { d: C } let a: A, c: C; a.get('x'); c.d.d.get('y')
function f(): A { return g() } function g(): B { return f() } f().get('z'); (f() as A).get('z'); (a as unknown as C).d.get('z')`,
    ],
    ['names that each stand for 500 others', `${laughs((name) => Array(500).fill(name).join(' + '))}; fetch(n0)`],
    [
      'objects that each hold 500 others',
      `${laughs((name) => `{${Array(500).fill(`...${name}`).join(', ')}}`)}; new Pool(n0)`,
    ],
    [
      'what is given away by the thousand',
      `${laughs((name) => `{${Array.from({length: 200}, (_, at) => `p${at}: ${name}`).join(', ')}}`)}; export default n0`,
    ],
    ['20,000 calls', 'axios.get("https://a.shop.gov.uk")\n'.repeat(20_000)],
  ])('get no further by %s', (_, text) => {
    const found = lookAtScript(ts, {path: 'src/hostile.ts', text: head + text})

    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })

  it('give the rest of a file with an error in its middle', () => {
    const {fault, script} = lookAtScript(ts, {
      path: 'src/broken.ts',
      text: `${head}axios.get('https://a.shop.gov.uk/x')\nconst = 2 }\n}\naxios.post('https://b.shop.gov.uk/y')\n`,
    })

    expect(fault?.line).toBe(5)
    expect(script?.facts).toEqual([
      {is: 'http', operation: 'GET', url: {literal: 'https://a.shop.gov.uk/x'}, line: 4},
      {is: 'http', operation: 'POST', url: {literal: 'https://b.shop.gov.uk/y'}, line: 7},
    ])
  })

  it('are not fooled by comments, texts, types and other things of the same name', () => {
    const text = `${head}// axios.get('https://comment.shop.gov.uk')
const text = "axios.get('https://text.shop.gov.uk')"
function local(axios) { return axios.get('https://own.shop.gov.uk') }
type T = typeof axios.get
interface Pool2 { query(x: string): void }
{ const axios = other; axios.get('https://block.shop.gov.uk') }
const get = axios.get
get('https://method.shop.gov.uk')`

    expect(said(text)).toEqual(['11 http GET https://method.shop.gov.uk'])
  })

  it('get no further by types of which each has twenty parts of the next module', async () => {
    const parts = (of: string): string => Array.from({length: 20}, (_, at) => `p${at}: ${of}`).join(', ')
    const modules = Array.from({length: 12}, (_, at) => [
      `src/m${at}.ts`,
      `import {T${at + 1}} from './m${at + 1}'\nexport interface T${at} { ${parts(`T${at + 1}`)} }
export class C${at} { constructor(${parts(`T${at + 1}`).replaceAll('p', 'readonly p')}) {} m(): C${at} { return this } }`,
    ])
    const files = {
      ...(Object.fromEntries(modules) as Record<string, string>),
      'src/m12.ts': "import {Pool} from 'pg'\nexport interface T12 { pool: Pool }",
      'src/near.ts':
        "import {T11} from './m11'\nexport const near = (one: T11) => one.p3.pool.query('SELECT a FROM near')",
    }

    expect(await saidTogether(files)).toEqual([
      'src/near.ts:2 database postgresql query',
      'src/near.ts:2 sql reads near',
    ])
  })

  it('import each other in a circle, and lead out of the tree', async () => {
    const files = {
      'src/a.ts': "export * from './b'\nexport {x} from './b'\nimport {x} from './b'\nfetch(x)",
      'src/b.ts': "export * from './a'\nexport {x} from './a'\nimport {y} from '../../../../etc/passwd'\nfetch(y)",
    }

    expect(await saidTogether(files)).toEqual(['src/a.ts:4 http GET ?', 'src/b.ts:4 http GET ?'])
  })
})
