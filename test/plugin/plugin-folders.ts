import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

/** Writes a plugin's package; its name is `domesday-plugin-` and its folder's. */
export function writePlugin(
  root: string,
  folder: string,
  code: string,
  manifest: Readonly<Record<string, unknown>> = {},
  file = 'department.js',
): string {
  const place = join(root, folder)
  writeFileAt(
    join(place, 'package.json'),
    JSON.stringify({
      name: `domesday-plugin-${folder}`,
      version: '1.2.0',
      type: 'module',
      oclif: {hooks: {department: `./${file}`}},
      ...manifest,
    }),
  )
  writeFileAt(join(place, file), code)
  return `./${folder}`
}

export function writeFileAt(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, text)
}

/** The code of a plugin whose department has these fields besides its organisation. */
export function departmentCode(organisation: string, fields = ''): string {
  return `export default () => ({apiVersion: 1, organisations: [{id: '${organisation}', name: 'The ${organisation}'}], ${fields}})\n`
}
