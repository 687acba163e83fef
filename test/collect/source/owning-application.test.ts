import {describe, expect, it} from '@jest/globals'
import {owningApplication} from '../../../src/collect/source/owning-application.ts'

const applications = [
  {folder: '', language: 'JavaScript'},
  {folder: '', language: 'PHP'},
  {folder: 'web', language: 'JavaScript'},
  {folder: 'api', language: 'JavaScript'},
  {folder: 'api', language: 'Java'},
  {folder: 'desk', language: 'JavaScript'},
  {folder: 'desk', language: 'C#'},
]

describe('the application that a file is of', () => {
  it.each([
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
  ])('%s is that of %j in %s', (path, folder, language) => {
    expect(owningApplication(path, applications)).toEqual({folder, language})
  })

  it('is none where there is none above', () => {
    expect(owningApplication('a.php', applications.slice(2))).toBeUndefined()
  })
})
