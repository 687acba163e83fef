import {describe, expect, it} from '@jest/globals'
import {scanImports} from '../../../../src/collect/source/scripts/scan-imports.ts'

function importsOf(text: string): readonly string[] {
  return scanImports({path: 'a.ts', sha256: '', text}).imports.map(({specifier, line}) => `${line} ${specifier}`)
}

describe('the imports of a module', () => {
  const cases: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
    ['for what it does alone', `import './a'`, ['1 ./a']],
    ['of a default and of names', `import a, {b as c, type D} from './a'`, ['1 ./a']],
    ['over several lines', `import {\n  a,\n  b,\n} from\n  './a'`, ['5 ./a']],
    ['of all under a name', `import * as a from './a'`, ['1 ./a']],
    [
      'of types',
      `import type {A} from './a'\nimport type B from './b'\nimport type * as C from './c'`,
      ['1 ./a', '2 ./b', '3 ./c'],
    ],
    [
      'under names that are words of imports',
      `import type from './a'\nimport from from './b'\nimport {from} from './c'`,
      ['1 ./a', '2 ./b', '3 ./c'],
    ],
    ['under a name in quotes', `import {'a from b' as c} from './a'`, ['1 ./a']],
    ['that are made when they are needed', 'const a = await import("./a"), b = import(`./b`)', ['1 ./a', '1 ./b']],
    [
      'in a template',
      'const a = `${await import("./a")} and ${`${require("./b")}`}`; require("./c")',
      ['1 ./a', '1 ./b', '1 ./c'],
    ],
    [
      'by require',
      `const {a} = require('./a')\nimport b = require('./b')\nexport import c = require('./c')`,
      ['1 ./a', '2 ./b', '3 ./c'],
    ],
    [
      'that are given away',
      `export {a} from './a'\nexport * from './b'\nexport * as c from './c'\nexport type {D} from './d'`,
      ['1 ./a', '2 ./b', '3 ./c', '4 ./d'],
    ],
    ['of a module of AMD', `define('x', ['./a', './b'], (a, b) => a)`, ['1 ./a', '1 ./b']],
    ['with escapes', `import './\\u0061\\x62\\u{63}'`, ['1 ./abc']],
    ['behind a first line for the shell', `#!/usr/bin/env node\nimport './a'`, ['2 ./a']],
    ['behind blanks and comments', `import/* from './no' */{a}\u00a0from // './no'\r\n'./a'`, ['2 ./a']],
    [
      'behind patterns with quotes',
      `const a = /['"\`]/g, b = x / 2 / y\nconst c = s.replace(/[/'"]/, '').split(/\`/)\nrequire('./a')`,
      ['3 ./a'],
    ],
    ['behind tags', `const a = <b>it's<br /></b>\nimport './a'`, ['2 ./a']],
    ['of a spread call', `const a = [...require('./a'), ...(await import('./b'))]`, ['1 ./a', '1 ./b']],
    ['of a module that is added to', `declare module './a' {}\nexport const b = 1`, ['1 ./a']],
    [
      'of a module that only its last line says to be one',
      `declare module './a' {}\n${'// \n'.repeat(900)}export {}`,
      ['1 ./a'],
    ],
    ['that many names come from', `import {${'name, '.repeat(1000)}} from './a'`, ['1 ./a']],
  ]
  it.each(cases)('are found: %s', (_what, text, found) => expect(importsOf(text)).toEqual(found))

  const none: readonly (readonly [what: string, text: string])[] = [
    ['in comments', `// import './a'\n/* require('./b') */`],
    ['in texts', `const a = "import './a'", b = 'require("./b")', c = \`import './c'\``],
    ['in patterns', `const a = /require('.\\/a')/`],
    ['in texts that nothing closes', `const a = "from './a'\nimport x from './b`],
    ['of what only has such a name', `a.import('./a'); import.meta.url; export const from = './b'; a = {from: './c'}`],
    ['of a name that is decided at run time', `require(a + './b'); import(\`./\${c}\`); require(\`./\${d}\`)`],
    ['of a module that is only declared', `declare module './a' { export const b: string }`],
    ['in prose', `const a = <p>import your data from the 'file'</p>`],
  ]
  it.each(none)('are not found %s', (_what, text) => expect(importsOf(text)).toEqual([]))

  it.each([
    'import {',
    'import',
    'export * as',
    'define([',
    'require(',
    'import a = require',
    '`${',
    "import '",
    'declare module',
    'export {a',
    '/*import',
  ])('end with a text that ends at %s', (text) => expect(importsOf(`import './a'\n${text}`)).toEqual(['1 ./a']))
})
