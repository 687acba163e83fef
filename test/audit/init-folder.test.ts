import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {checkAll} from '../../src/audit/doctor.ts'
import {languageScanners} from '../../src/collect/source/languages/all-languages.ts'
import {scriptLanguages} from '../../src/collect/source/languages.ts'
import {initFolder} from '../../src/audit/init-folder.ts'
import {DeclaredInventory} from '../../src/model/declared.ts'
import {parseLocatedYaml} from '../../src/model/located-yaml.ts'
import {readSettings} from '../../src/settings/read-settings.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-init-'))
afterAll(() => rmSync(root, {recursive: true}))
let folders = 0
const newFolder = (): string => join(root, String(++folders))

describe('init', () => {
  it('writes settings and an inventory that are right as they stand, and with their examples uncommented', async () => {
    const folder = newFolder()
    const written = await initFolder(folder, 'ministry-of-clocks')
    const estate = readFileSync(join(folder, 'inventories/ministry-of-clocks/estate.yaml'), 'utf8')

    expect(written).toEqual(['domesday.yaml', 'inventories/ministry-of-clocks/estate.yaml', '.gitignore'])
    expect((await readSettings(folder)).settings.sources).toHaveLength(1)
    const uncommented = estate.replaceAll(/^( +)# (?=\w+:)/gm, '$1')
    expect(uncommented).not.toBe(estate)
    expect(parseLocatedYaml(uncommented, 'estate.yaml', DeclaredInventory).data.systems).toHaveLength(1)
  })

  it('says which languages are read of source code today', async () => {
    const folder = newFolder()
    await initFolder(folder, 'clocks')
    const settings = readFileSync(join(folder, 'domesday.yaml'), 'utf8')
    const languages = [...Object.values(scriptLanguages), ...languageScanners.map(({name}) => name)]

    expect(languages.filter((language) => !settings.includes(language))).toEqual([])
  })

  it('overwrites nothing, and writes nothing when one of its files is there', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'inventories/clocks'), {recursive: true})
    writeFileSync(join(folder, 'inventories/clocks/estate.yaml'), 'mine')

    await expect(initFolder(folder, 'clocks')).rejects.toMatchObject({code: 'already-there'})
    expect(readFileSync(join(folder, 'inventories/clocks/estate.yaml'), 'utf8')).toBe('mine')
    expect(existsSync(join(folder, 'domesday.yaml'))).toBe(false)
  })

  it('adds its line to a .gitignore that is there, once', async () => {
    const folder = newFolder()
    mkdirSync(folder)
    writeFileSync(join(folder, '.gitignore'), 'node_modules/')
    await initFolder(folder, 'clocks')

    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('node_modules/\n.domesday/\n')
  })

  it.each(['Ministry of Clocks', '../clocks', '__proto__', ''])("refuses '%s', which is no slug", async (name) => {
    await expect(initFolder(newFolder(), name)).rejects.toMatchObject({code: 'bad-organisation'})
  })
})

describe('doctor', () => {
  const outcomes = async (folder: string): Promise<Record<string, string>> =>
    Object.fromEntries((await checkAll(folder)).map(({what, outcome}) => [what, outcome]))

  it('finds all in order in a new audit folder', async () => {
    const folder = newFolder()
    await initFolder(folder, 'clocks')

    expect(Object.values(await outcomes(folder)).filter((outcome) => outcome === 'fails')).toEqual([])
    expect(existsSync(join(folder, '.domesday-doctor'))).toBe(false)
  })

  it('tells a folder that is none, settings that are wrong, and a folder that cannot be written, each with its mend', async () => {
    const wrong = newFolder()
    mkdirSync(wrong)
    writeFileSync(join(wrong, 'domesday.yaml'), 'schema: 1\n')
    const file = newFolder()
    writeFileSync(file, '')

    expect(await outcomes(newFolder())).toMatchObject({'domesday.yaml': 'note'})
    expect(await outcomes(wrong)).toMatchObject({'domesday.yaml': 'fails'})
    expect(await outcomes(file)).toMatchObject({Folder: 'fails'})
    const elsewhere = newFolder()
    mkdirSync(elsewhere)
    writeFileSync(
      join(elsewhere, 'domesday.yaml'),
      'schema: domesday/settings@1\norganisations: [{id: a, name: A}]\nsources: [{id: code, collect: source, organisation: a, paths: [./code]}]\n',
    )
    expect(await outcomes(elsewhere)).toMatchObject({'domesday.yaml': 'works', Sources: 'note'})
    expect((await checkAll(elsewhere)).find(({what}) => what === 'Sources')?.detail).toBe('./code does not exist')
    for (const {outcome, mend} of await checkAll(file)) if (outcome === 'fails') expect(mend).toBeTruthy()
  })
})
