import {createHash} from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {buffer} from 'node:stream/consumers'
import {createGzip, gunzipSync, gzipSync} from 'node:zlib'
import {afterAll, describe, expect, it} from '@jest/globals'
import {pack} from 'tar-stream'
import {bundleFolder} from '../../src/audit/bundle.ts'
import {unbundle} from '../../src/audit/unbundle.ts'
import {pathFault} from '../../src/model/bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-bundle-'))
afterAll(() => rmSync(folder, {recursive: true}))
const producedBy = {name: 'domesday', version: '0.0.0'}

let folders = 0
function auditFolder(files: Readonly<Record<string, string>> = {}): string {
  const root = join(folder, `audit${++folders}`)
  const all = {
    'domesday.yaml': 'schema: x\n',
    'inventories/m/estate.yaml': 'systems: []\n',
    'reports/empty.txt': '',
    ...files,
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), text)
  }
  return root
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A bundle that no honest one would be. */
async function crafted(
  listed: readonly {path: string; bytes: number; sha256: string}[],
  held: readonly {name: string; content?: string; type?: 'symlink'; linkname?: string}[],
): Promise<string> {
  const tar = pack()
  tar.entry({name: 'manifest.json'}, JSON.stringify({schema: 'domesday/bundle@1', producedBy, files: listed}))
  for (const {name, content = '', type, linkname} of held)
    if (type) tar.entry({name, type, ...(linkname && {linkname})})
    else tar.entry({name}, content)
  tar.finalize()
  const file = join(folder, `crafted${++folders}.tar.gz`)
  writeFileSync(file, await buffer(tar.pipe(createGzip())))
  return file
}

const there = (path: string): readonly string[] =>
  readdirSync(path, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .toSorted()

describe('an audit folder in one file', () => {
  it('carries the plugins that stand in it, without what is installed or hidden in them', async () => {
    const root = auditFolder({
      'plugins/clocks/package.json': '{}',
      'plugins/clocks/lib/department.js': 'export default () => ({})',
      'plugins/clocks/node_modules/dial/index.js': '',
      'plugins/clocks/.git/HEAD': '',
      'plugins/tides/department.js': 'not listed',
    })
    const [out, target] = [join(folder, 'plugins.tar.gz'), join(folder, 'plugins-out')]
    await bundleFolder({root, named: [], plugins: ['./plugins/clocks/', '../elsewhere'], out, producedBy})
    await unbundle({file: out, target})

    expect(there(target).filter((path) => path.startsWith('plugins/'))).toEqual([
      'plugins/clocks/lib/department.js',
      'plugins/clocks/package.json',
    ])
  })

  it('carries what the last audits found, so that what changed is known on the other side', async () => {
    const root = auditFolder({'.domesday/audits.json': '{"audits": []}', '.domesday/stages.json': '{}'})
    const [out, target] = [join(folder, 'history.tar.gz'), join(folder, 'history-out')]
    const {files} = await bundleFolder({root, named: [], out, producedBy})
    await unbundle({file: out, target})

    expect(files[0]).toEqual({path: '.domesday/audits.json', bytes: 14, sha256: sha256('{"audits": []}')})
    expect(there(target).filter((path) => path.startsWith('.domesday/'))).toEqual(['.domesday/audits.json'])
  })

  it('comes out as it went in, without what can be rebuilt, and packs to the same bytes each time', async () => {
    const root = auditFolder({
      'evidence/m/aws/ledger.jsonl': 'x'.repeat(100_000),
      '.domesday/graph.db': 'rebuilt',
      'notes.txt': '',
    })
    const [one, two] = [join(folder, 'one.tar.gz'), join(folder, 'two.tar.gz')]
    for (const out of [one, two]) await bundleFolder({root, named: [], out, producedBy})
    const target = join(folder, 'out1')
    await unbundle({file: one, target})

    expect(readFileSync(one).equals(readFileSync(two))).toBe(true)
    expect(there(target)).toEqual([
      'domesday.yaml',
      'evidence/m/aws/ledger.jsonl',
      'inventories/m/estate.yaml',
      'reports/empty.txt',
    ])
    expect(readFileSync(join(target, 'evidence/m/aws/ledger.jsonl'), 'utf8')).toBe('x'.repeat(100_000))
  })

  it('is not made of links, of names that some system cannot write, or of no audit folder', async () => {
    const linked = auditFolder()
    symlinkSync('/etc/passwd', join(linked, 'inventories/m/passwd.yaml'))
    const named = auditFolder({'inventories/m/aux.yaml': '', 'inventories/M/x.yaml': '', 'inventories/m/x.yaml': ''})
    const out = join(folder, 'none.tar.gz')

    await expect(bundleFolder({root: linked, named: [], out, producedBy})).rejects.toMatchObject({
      faults: [{where: 'inventories/m/passwd.yaml'}],
    })
    await expect(bundleFolder({root: named, named: [], out, producedBy})).rejects.toMatchObject({faults: {length: 2}})
    await expect(bundleFolder({root: join(folder, 'nowhere'), named: [], out, producedBy})).rejects.toMatchObject({
      code: 'cannot-bundle',
    })
    expect(existsSync(out)).toBe(false)
  })

  it('carries files that domesday.yaml names, where they lie in the folder', async () => {
    const root = auditFolder({'declared/tides.yaml': 'x', 'declared/other.yaml': ''})
    const named = ['./declared/tides.yaml', 'inventories/m/estate.yaml', '../elsewhere.yaml']
    const {files} = await bundleFolder({root, named, out: join(folder, 'named.tar.gz'), producedBy})

    expect(files.map(({path}) => path)).toEqual([
      'declared/tides.yaml',
      'domesday.yaml',
      'inventories/m/estate.yaml',
      'reports/empty.txt',
    ])
  })

  it('writes over nothing', async () => {
    const root = auditFolder()
    const file = join(folder, 'over.tar.gz')
    await bundleFolder({root, named: [], out: file, producedBy})

    await expect(unbundle({file, target: root})).rejects.toMatchObject({code: 'not-empty'})
    await expect(unbundle({file, target: file})).rejects.toMatchObject({code: 'not-empty'})
  })
})

describe('a bundle that was changed on its way', () => {
  const good = {path: 'domesday.yaml', bytes: 3, sha256: sha256('abc')}
  const refused = async (file: string): Promise<void> => {
    const target = join(folder, `target${++folders}`)
    await expect(unbundle({file, target})).rejects.toMatchObject({code: 'bad-bundle'})
    expect(existsSync(target) || existsSync(`${target}.unbundling`)).toBe(false)
  }

  it.each([
    ['another content', [good], [{name: 'domesday.yaml', content: 'abd'}]],
    ['a longer file', [good], [{name: 'domesday.yaml', content: 'abcd'}]],
    ['a shorter file', [good], [{name: 'domesday.yaml', content: 'ab'}]],
    [
      'a file too many',
      [good],
      [
        {name: 'domesday.yaml', content: 'abc'},
        {name: 'more.txt', content: 'x'},
      ],
    ],
    [
      'a file twice',
      [good],
      [
        {name: 'domesday.yaml', content: 'abc'},
        {name: 'domesday.yaml', content: 'abc'},
      ],
    ],
    ['a file too few', [good, {...good, path: 'reports/x'}], [{name: 'domesday.yaml', content: 'abc'}]],
    ['a link', [good], [{name: 'domesday.yaml', type: 'symlink' as const, linkname: '/etc/passwd'}]],
    ['a path out of it', [{...good, path: '../evil'}], [{name: '../evil', content: 'abc'}]],
    ['an absolute path', [{...good, path: '/tmp/evil'}], [{name: '/tmp/evil', content: 'abc'}]],
    ['a device', [{...good, path: 'reports/NUL.txt'}], [{name: 'reports/NUL.txt', content: 'abc'}]],
    ['two names that are one', [good, {...good, path: 'Domesday.yaml'}], [{name: 'domesday.yaml', content: 'abc'}]],
  ])('is refused whole: %s', async (_, listed, held) => refused(await crafted(listed, held)))

  it('is refused when it is cut short anywhere, is no bundle, or swells beyond its list', async () => {
    const root = auditFolder({'reports/random.txt': Array.from({length: 5000}, (_, at) => sha256(String(at))).join('')})
    const file = join(folder, 'whole.tar.gz')
    await bundleFolder({root, named: [], out: file, producedBy})
    const bytes = readFileSync(file)
    for (const part of [0.01, 0.3, 0.7, 0.99]) {
      const cut = join(folder, `cut${part}.tar.gz`)
      writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * part)))
      await refused(cut)
    }
    const letter = join(folder, 'letter.tar.gz')
    writeFileSync(letter, 'my letter')
    await refused(letter)
    const other = join(folder, 'other.tar.gz')
    writeFileSync(other, gzipSync(gunzipSync(bytes).subarray(0, 512 * 3)))
    await refused(other)
    await refused(await crafted([good], [{name: 'domesday.yaml', content: 'abc'.padEnd(50_000_000, '\0')}]))
  })
})

describe('a path of a bundle', () => {
  it.each(['', '/a', 'C:/a', 'a/../b', './a', 'a//b', 'a\\b', 'con', 'a/LPT1.txt', 'a.', 'a /b', 'a\nb', 'a?b', 'a:b'])(
    'is refused: %j',
    (path) => expect(pathFault(path)).toBeDefined(),
  )

  it.each(['domesday.yaml', 'inventories/tŷ-amser/estate.yaml', 'evidence/a/.hidden', 'reports/console.log'])(
    'is taken: %s',
    (path) => expect(pathFault(path)).toBeUndefined(),
  )
})
