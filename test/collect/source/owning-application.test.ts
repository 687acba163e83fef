import {describe, expect, it} from '@jest/globals'
import {languageOf} from '../../../src/collect/source/languages/all-languages.ts'
import {owningApplication, ownershipKey} from '../../../src/collect/source/owning-application.ts'

const applications = [
  {folder: '', language: 'JavaScript'},
  {folder: '', language: 'PHP'},
  {folder: 'web', language: 'JavaScript'},
  {folder: 'api', language: 'JavaScript'},
  {folder: 'api', language: 'Java'},
  {folder: 'desk', language: 'JavaScript'},
  {folder: 'desk', language: 'C#'},
]

const files = [
  ['index.php', '', 'PHP'],
  ['index.js', '', 'JavaScript'],
  ['config/app.ini', '', 'PHP'],
  ['.env', '', 'PHP'],
  ['web/view.php', '', 'PHP'],
  ['web/app.tsx', 'web', 'JavaScript'],
  ['web/theme.json', 'web', 'JavaScript'],
  ['api/src/main/java/uk/A.java', 'api', 'Java'],
  ['api/src/main/resources/application.yml', 'api', 'Java'],
  ['api/src/main/resources/static/a.js', 'api', 'JavaScript'],
  ['api/deploy/run.sh', 'api', 'Java'],
  ['api/tools/check.py', 'api', 'Java'],
  ['desk/Main.vb', 'desk', 'C#'],
  ['desk/appsettings.json', 'desk', 'C#'],
  ['desk/web.config', 'desk', 'C#'],
] as const

describe('the application that a file is of', () => {
  it.each(files)('%s is that of %j in %s', (path, folder, language) => {
    expect(owningApplication(path, applications)).toEqual({folder, language})
  })

  it('is the same for all files of one key', () => {
    const paths = files.flatMap(([path]) => [
      path,
      path.replace(/[^/]+$/, 'other.php'),
      path.replace(/[^/]+$/, 'read.me'),
    ])
    const byKey = Map.groupBy(paths, (path) => ownershipKey(path, languageOf))
    const owners = [...byKey.values()].map(
      (own) => new Set(own.map((path) => owningApplication(path, applications))).size,
    )
    expect(new Set(owners)).toEqual(new Set([1]))
    expect(byKey.size).toBeLessThan(new Set(paths).size)
  })

  it('is none where there is none above', () => {
    expect(owningApplication('a.php', applications.slice(2))).toBeUndefined()
  })
})
