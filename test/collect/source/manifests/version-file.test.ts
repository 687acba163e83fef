import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

describe('files that name the version of a runtime', () => {
  it('give it to the application of its language, and tell builds of Java apart', async () => {
    const {uses} = await scanned({
      'package.json': '{"name":"web","engines":{"node":">=18"}}',
      Gemfile: '',
      'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.9"\n',
      '.nvmrc': 'v20.11.1\n',
      '.ruby-version': '3.2.2\n',
      '.python-version': '3.11.4\n',
      '.tool-versions': '# tools\njava temurin-17.0.9+9\nphp 8.2.1\nnodejs lts\ngolang 1.21.5 # builds\n',
      'a/.sdkmanrc': 'java=11.0.21-amzn\n',
      'a/.java-version': '1.8\n',
      'b/runtime.txt': 'python-3.8.18\n',
      'b/.python-version': 'pypy3.9-7.3.11\n',
      'c/rust-toolchain.toml': '[toolchain]\nchannel = "1.75.0"\n',
      'd/.nvmrc': 'lts/hydrogen\n',
    })

    expect(uses.map((use) => use.replace(/^component:\S+ /, '')).toSorted()).toEqual([
      './Gemfile ruby-3-2-2 at .ruby-version:1',
      './package.json amazon-corretto-11-0-21 at a/.sdkmanrc:1',
      './package.json eclipse-temurin-17-0-9 at .tool-versions:2',
      './package.json go-1-21-5 at .tool-versions:5',
      './package.json java-1-8 at a/.java-version:1 (build)',
      './package.json nodejs-20-11-1 at .nvmrc:1',
      './package.json php-8-2-1 at .tool-versions:3',
      './package.json rust-1-75-0 at c/rust-toolchain.toml:2',
      './pyproject.toml python-3-11-4 at .python-version:1',
      './pyproject.toml python-3-8-18 at b/runtime.txt:1',
    ])
  })
})
