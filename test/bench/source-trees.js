/**
 * Source trees as whole processes beside their peers, in one run: the graph of imports, a second scan, and a tree of a
 * gigabyte. CPU is that of the process with all its threads; trees are generated with what is true of them, or a real one
 * is given.
 */
import {spawnSync} from 'node:child_process'
import {appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import {pathToFileURL} from 'node:url'

const peers = {madge: '8.0.0', typescript: '5.9.3'}
const monorepo = {packages: 82, services: 25}
const largeTree = {files: 200_000, bytes: 1_000_000_000}

/** Runs a Node program: CPU and wall seconds, peak megabytes, and how it ended. */
function measured(cache, args, {cwd, kill} = {}) {
  const file = join(cache, 'used.json')
  const hook = join(cache, 'used.mjs')
  writeFileSync(
    hook,
    `import {isMainThread} from 'node:worker_threads'\nimport {writeFileSync} from 'node:fs'\nif(isMainThread)process.on('exit',()=>{try{writeFileSync(${JSON.stringify(file)},JSON.stringify(process.resourceUsage()))}catch{}})`,
  )
  rmSync(file, {force: true})
  const begun = performance.now()
  const ran = spawnSync(process.execPath, ['--import', hook, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    ...(kill && {timeout: kill, killSignal: 'SIGINT'}),
  })
  const seconds = (performance.now() - begun) / 1000
  const used = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return {
    cpu: (used.userCPUTime + used.systemCPUTime) / 1e6,
    seconds,
    megabytes: Math.round(used.maxRSS / 1024),
    status: ran.status,
    stderr: ran.stderr,
  }
}

/** The median of three by CPU. */
function median(run) {
  return Array.from({length: 3}, run).toSorted((a, b) => a.cpu - b.cpu)[1]
}

/** Installs the peers that are no packages of ours; undefined where the registry is away. */
function installPeers(cache) {
  const folder = join(cache, 'peers')
  const wanted = Object.entries(peers).map(([name, version]) => `${name}@${version}`)
  const isThere = Object.entries(peers).every(([name, version]) => {
    const manifest = join(folder, 'node_modules', name, 'package.json')
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version
  })
  if (isThere) return folder
  mkdirSync(folder, {recursive: true})
  writeFileSync(join(folder, 'package.json'), '{"private": true}')
  const {status} = spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted], {
    cwd: folder,
  })
  return status === 0 ? folder : undefined
}

/** A generated monorepo with its truth, or a real one, of which the truth is not known. */
async function treeOf(cache, given) {
  if (given) return {tree: given}
  const {generateMonorepo} = await import('./generate-monorepo.ts')
  const tree = join(cache, 'monorepo')
  rmSync(tree, {recursive: true, force: true})
  return {tree, truth: generateMonorepo(tree, monorepo)}
}

function ownEdges(inventory) {
  const files = new Set()
  const edges = new Set()
  const path = (id) =>
    id.slice(id.indexOf('#') + 1).replace(/%([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(parseInt(hex, 16)))
  for (const text of readFileSync(inventory, 'utf8').split('\n')) {
    if (!text.startsWith('{"record":"relation"')) continue
    const {type, from, to} = JSON.parse(text)
    if (type === 'PART_OF') files.add(path(from))
    if (type === 'IMPORTS') edges.add(`${path(from)} ${path(to)}`)
  }
  return {files, edges}
}

/** Why an edge of a peer's is not among ours; undefined is unexplained. */
function reasonFor(edge, ours, {tree, truth, whyUnread}) {
  const [from, to] = edge.split(' ')
  if (to.split('/').includes('node_modules') || !existsSync(join(tree, to))) return 'its end is outside the tree'
  if (from === to) return 'a module that imports itself'
  for (const [name, path] of [
    ['end', to],
    ['start', from],
  ]) {
    const why = ours.files.has(path) ? undefined : whyUnread(path)
    if (why) return `its ${name} is not read: ${why}`
  }
  // A peer that knows the paths of the root's tsconfig alone follows them where another tsconfig holds.
  if (truth && !truth.edges.has(edge)) return 'it is not true: what was written leads elsewhere, or nowhere'
  const own = ['.js', '.mjs', '.cjs']
    .map((ending) => to.replace(/\.d\.[cm]?ts$/, ending))
    .find((path) => path !== to && ours.edges.has(`${from} ${path}`))
  return own && `ours leads to ${own}, beside that declaration`
}

function madgeArgs(folder, tree, out) {
  const script = `
    const madge = require(${JSON.stringify(join(folder, 'node_modules/madge'))})
    const ts = require('node:fs').existsSync('tsconfig.json') ? {tsConfig: 'tsconfig.json'} : {}
    madge('.', {baseDir: '.', fileExtensions: ['ts', 'tsx', 'js', 'jsx', 'mjs', 'cjs'], excludeRegExp: [/node_modules/], detectiveOptions: {ts: {skipTypeImports: false}}, ...ts})
      .then((found) => require('node:fs').writeFileSync(${JSON.stringify(out)}, JSON.stringify(found.obj())))`
  return {args: ['-e', script], cwd: tree}
}

function cruiseArgs({cache, root}, tree, out) {
  const config = join(cache, 'cruise.cjs')
  const extensions = ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mjs', '.cjs']
  const options = {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {extensions},
    skipAnalysisNotInRules: true,
    ...(existsSync(join(tree, 'tsconfig.json')) && {tsConfig: {fileName: 'tsconfig.json'}}),
  }
  writeFileSync(config, `module.exports=${JSON.stringify({options})}`)
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  return [program, '.', '--config', config, '--output-type', 'json', '--output-to', out, '--no-cache']
}

/** Packages of clients that a large monorepo uses, for a checker to know their types. */
const clientPackages =
  '@mikro-orm/core@5.9.7 @mikro-orm/postgresql@5.9.7 @mikro-orm/knex@5.9.7 @mikro-orm/migrations@5.9.7 ioredis@5.4.1 pg@8.13.0 @types/pg@8.11.10 bullmq@5.13.0 axios@1.7.7 @aws-sdk/client-s3@3.556.0 @sendgrid/mail@8.1.3 knex@2.5.1 express@4.21.0 @types/express@4.17.21 @types/node@20.12.11'.split(
    ' ',
  )

/** Installs clients' packages, without running anything of theirs; undefined where the registry is away. */
function installClients(cache) {
  const folder = join(cache, 'clients')
  const installed = join(folder, 'node_modules')
  const note = join(folder, 'installed.txt')
  if (existsSync(note) && readFileSync(note, 'utf8') === clientPackages.join(' ')) return installed
  mkdirSync(folder, {recursive: true})
  writeFileSync(join(folder, 'package.json'), '{"private": true}')
  const options = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps']
  const {status} = spawnSync('npm', ['install', ...options, ...clientPackages], {cwd: folder})
  if (status !== 0) return undefined
  writeFileSync(note, clientPackages.join(' '))
  return installed
}

/** What a server of Node's own is, and what it is asked and answers with. */
const serving = /^"?https?"?\.(?:Server|ServerResponse|IncomingMessage|OutgoingMessage)\b/

/**
 * Whether a call reaches no database by what the package declares: packages that ask by promises do so nowhere else. It
 * gives no promise and nothing that tells of events, nobody waits for it, and no function is given to it that could be
 * told, unless it gives a value at once.
 */
function asksNobody({package: name, isDatabase, gives, isWaitedFor, takesFunction}, promising) {
  const isAsking = gives === 'later' || isWaitedFor || (takesFunction && gives !== 'value')
  return isDatabase && promising.has(name) && !isAsking
}

/** Why a call of the checker's is not followed; undefined is unexplained. `isMissed` where it should be. */
function reasonForCall(call, {read, promising, whyUnread}) {
  const path = call.at.slice(0, call.at.indexOf(':'))
  if (!read.has(path)) {
    const why = whyUnread(path)
    return why && {reason: `its file is not read: ${why}`}
  }
  if (serving.test(call.declared)) return {reason: 'it serves, and calls nobody'}
  if (asksNobody(call, promising))
    return {
      reason: 'by its declared type it gives no promise, nobody waits for it, and it tells nobody: it asks nothing',
    }
  return call.isGiven
    ? {reason: 'a function, an object or a type of another module gives the client', isMissed: true}
    : undefined
}

/** Packages of which some call in the tree gives what comes later. */
function promisingPackages(calls) {
  return new Set(calls.flatMap((call) => (call.gives === 'later' ? [call.package] : [])))
}

/** Why a file of a tree is not read, as the walk over it and its own text say; undefined for one that should be. */
async function unreadOf(root, tree) {
  const {listTree, readText} = await import(pathToFileURL(join(root, 'dist/collect/source/walk-tree.js')).href)
  const {isScript} = await import(pathToFileURL(join(root, 'dist/collect/source/languages.js')).href)
  const list = listTree({root: tree, exclude: [], wanted: () => true})
  const [paths, folders] = [new Set(list.paths), [...list.setAside.keys()].map((one) => one.split(' '))]
  return (path) => {
    if (!isScript(path)) return 'it is no TypeScript or JavaScript'
    const [why, ...folder] = folders.find(([, ...at]) => path.startsWith(`${at.join(' ')}/`)) ?? []
    if (why) return `its folder ${folder.join(' ')} is ${why}`
    const text = paths.has(path) ? readText(join(tree, path), path) : {}
    return text.leftOut
  }
}

/** The calls through clients' packages beside a checker over the whole tree, which has their types. */
export async function clientCallsBench({cache, root, line}, given) {
  const {tree} = await treeOf(cache, given)
  const installed = installClients(cache)
  if (!installed) return process.stdout.write('calls through clients: not measured, the registry of npm is away\n')
  const [own, theirs] = [join(cache, 'own-calls.json'), join(cache, 'checker-calls.json')]
  const program = (name, ...more) => [join(root, 'test/bench', name), tree, ...more]
  const ours = median(() => measured(cache, program('sdk-calls.js', own), {cwd: tree}))
  const args = ['--max-old-space-size=6000', ...program('checker-calls.js', theirs, installed)]
  const peer = measured(cache, args, {cwd: tree})
  spawnSync(process.execPath, program('sdk-calls.js', own, 'followed'))
  const {followed, read} = JSON.parse(readFileSync(own, 'utf8'))
  const calls = JSON.parse(readFileSync(theirs, 'utf8'))
  const isFollowed = new Set(followed)
  const known = {read: new Set(read), promising: promisingPackages(calls), whyUnread: await unreadOf(root, tree)}
  const left = calls.filter(({at}) => !isFollowed.has(at)).map((call) => ({...call, ...reasonForCall(call, known)}))
  writeFileSync(join(cache, 'missing-calls.json'), JSON.stringify(left, null, 1))
  const missed = left.filter(({isMissed, reason}) => isMissed || reason === undefined)
  const all = calls.length - left.length + missed.length
  line(
    'calls through clients, and a checker',
    `${ours.cpu.toFixed(2)} s CPU, ${peer.cpu.toFixed(2)} s, ${(peer.cpu / ours.cpu).toFixed(1)}x`,
    '>= 3x',
    peer.cpu >= ours.cpu * 3,
  )
  line('its memory', `${ours.megabytes} MB, ${peer.megabytes} MB`, '<= 1/3', ours.megabytes * 3 <= peer.megabytes)
  line('calls that are found', `${all - missed.length} of ${all}`, 'all', missed.length === 0)
  const open = left.filter(({reason}) => reason === undefined)
  line('not found without a reason', `${open.length} of ${left.length} not found`, '0', open.length === 0)
  for (const {at, called} of open.slice(0, 5)) process.stdout.write(`  ${at} ${called.replace(/\s+/g, ' ')}\n`)
}

/** The graph of imports, whole processes, with evidence written. `given` is a real tree. */
export async function importGraphBench({cache, root, line}, given) {
  const {tree, truth} = await treeOf(cache, given)
  const out = {own: join(cache, 'own.jsonl'), cruise: join(cache, 'cruise.json'), madge: join(cache, 'madge.json')}
  for (const path of Object.values(out)) rmSync(path, {force: true})
  const ours = median(() => measured(cache, [join(root, 'test/bench/stage-one.js'), tree, out.own], {cwd: tree}))
  const own = ownEdges(out.own)
  const folder = installPeers(cache)
  const theirs = [
    {
      name: 'dependency-cruiser',
      times: 6,
      run: () => measured(cache, cruiseArgs({cache, root}, tree, out.cruise), {cwd: tree}),
      edges: cruiseEdges,
    },
    ...(folder
      ? [
          {
            name: 'madge',
            times: 8,
            run: () => {
              const {args, cwd} = madgeArgs(folder, tree, out.madge)
              return measured(cache, args, {cwd})
            },
            edges: madgeEdges,
          },
        ]
      : []),
  ]
  if (!folder) process.stdout.write('madge: not measured, the registry of npm is away\n')
  const whyUnread = await unreadOf(root, tree)
  const isTrue = (edge) => (truth ? truth.edges.has(edge) : existsSync(join(tree, edge.split(' ')[1])))
  for (const {name, times, run, edges} of theirs) {
    const peer = median(run)
    const found = edges(name === 'madge' ? out.madge : out.cruise)
    if (!found) {
      process.stdout.write(`${name}: not measured, it ended with ${peer.status}: ${peer.stderr.trim().slice(0, 200)}\n`)
      continue
    }
    line(
      `imports of ${own.files.size} files: ${name}`,
      `${ours.cpu.toFixed(2)} s CPU, ${peer.cpu.toFixed(2)} s, ${(peer.cpu / ours.cpu).toFixed(1)}x`,
      `>= ${times}x`,
      peer.cpu >= ours.cpu * times,
    )
    line('its memory', `${ours.megabytes} MB, ${peer.megabytes} MB`, '<= 1/3', ours.megabytes * 3 <= peer.megabytes)
    const missing = [...found]
      .filter((edge) => !own.edges.has(edge))
      .map((edge) => ({edge, reason: reasonFor(edge, own, {tree, truth, whyUnread})}))
    const open = missing.filter(({reason}) => reason === undefined)
    const inTree = [...found].filter((edge) => own.files.has(edge.split(' ')[1]) && isTrue(edge))
    const right = [...own.edges].filter(isTrue)
    writeFileSync(join(cache, `missing-${name}.json`), JSON.stringify(missing, null, 1))
    line('edges that are true, and theirs', `${right.length}, ${inTree.length}`, 'more', right.length > inTree.length)
    line('theirs missing without a reason', `${open.length} of ${missing.length} missing`, '0', open.length === 0)
    for (const {edge} of open.slice(0, 5)) process.stdout.write(`  ${edge}\n`)
  }
  if (truth)
    line(
      'edges that are not true, or not found',
      `${[...own.edges].filter((edge) => !truth.edges.has(edge)).length}, ${[...truth.edges].filter((edge) => !own.edges.has(edge)).length}`,
      '0, 0',
      own.edges.size === truth.edges.size && [...truth.edges].every((edge) => own.edges.has(edge)),
    )
}

function cruiseEdges(path) {
  if (!existsSync(path)) return undefined
  const {modules} = JSON.parse(readFileSync(path, 'utf8'))
  return new Set(
    modules.flatMap(({source, dependencies}) =>
      dependencies
        .filter(({couldNotResolve, coreModule}) => !couldNotResolve && !coreModule)
        .map(({resolved}) => `${source} ${resolved}`),
    ),
  )
}

function madgeEdges(path) {
  if (!existsSync(path)) return undefined
  const found = JSON.parse(readFileSync(path, 'utf8'))
  return new Set(Object.entries(found).flatMap(([from, tos]) => tos.map((to) => `${from} ${to}`)))
}

function auditFolder(cache, tree) {
  const folder = join(cache, 'again')
  rmSync(folder, {recursive: true, force: true})
  mkdirSync(folder, {recursive: true})
  writeFileSync(
    join(folder, 'domesday.yaml'),
    `schema: domesday/settings@1\norganisations: [{id: bench, name: Bench}]\nsources: [{id: tree, collect: source, organisation: bench, paths: [${JSON.stringify(relative(folder, tree))}]}]\n`,
  )
  return folder
}

function filesIn(tree) {
  return readdirSync(tree, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && !/(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** A second `collect source`, with nothing changed and with one file of a hundred. A real tree is put back as it was. */
export async function secondRunBench({cache, root, line}, given) {
  const {tree} = await treeOf(cache, given)
  const folder = auditFolder(cache, tree)
  const args = [
    join(root, 'bin/run.js'),
    'collect',
    'source',
    relative(folder, tree),
    '--organisation',
    'bench',
    '--quiet',
  ]
  // What was written within two seconds is read again.
  await new Promise((done) => setTimeout(done, 2500))
  const collect = () => measured(cache, args, {cwd: folder})
  const first = median(() => {
    for (const name of ['.domesday', 'inventories']) rmSync(join(folder, name), {recursive: true, force: true})
    return collect()
  })
  const again = median(collect)
  const before = new Map()
  let turn = 0
  const changed = median(() => {
    const texts = filesIn(tree).filter((path) => /\.(?:[cm]?[jt]sx?|java|py|ya?ml|md)$/.test(path))
    for (const path of texts.filter((_path, at) => at % 100 === turn)) {
      if (!before.has(path)) before.set(path, readFileSync(path))
      appendFileSync(path, '\n')
    }
    turn += 1
    return collect()
  })
  for (const [path, bytes] of before) writeFileSync(path, bytes)
  const told = ({cpu, seconds}) => `${(cpu / first.cpu).toFixed(2)} CPU, ${(seconds / first.seconds).toFixed(2)} wall`
  process.stdout.write(
    `collect source, the first time: ${first.cpu.toFixed(1)} s CPU, ${first.seconds.toFixed(1)} s, ${first.megabytes} MB\n`,
  )
  line(
    'the second with nothing changed',
    told(again),
    '<= 1/10',
    again.cpu * 10 <= first.cpu && again.seconds * 10 <= first.seconds,
  )
  line(
    'the second with 1% of files changed',
    told(changed),
    '<= 1/5',
    changed.cpu * 5 <= first.cpu && changed.seconds * 5 <= first.seconds,
  )
  rmSync(folder, {recursive: true, force: true})
}

/** A gigabyte in 200,000 files of all kinds: that it completes, in how much memory, and goes on after Ctrl-C. */
export async function largeTreeBench({cache, root, line}) {
  const {generateLargeTree} = await import('./generate-large-tree.ts')
  const tree = join(cache, 'large-tree')
  const {files, bytes} = generateLargeTree(tree, largeTree)
  const folder = auditFolder(cache, tree)
  const out = join(folder, 'inventories/bench/large-tree.jsonl')
  const args = [join(root, 'bin/run.js'), 'collect', 'source', relative(folder, tree), '--organisation', 'bench']
  const whole = measured(cache, args, {cwd: folder})
  const hash = existsSync(out) ? spawnSync('sha256sum', [out], {encoding: 'utf8'}).stdout.split(' ')[0] : undefined
  const progress = whole.stderr.split('\n').filter((text) => /\d of [\d,]+ files/.test(text)).length
  line(
    `${files.toLocaleString('en-GB')} files, ${(bytes / 1e9).toFixed(2)} GB`,
    `${hash ? 'completes' : 'does not complete'}, ${whole.seconds.toFixed(0)} s, ${whole.megabytes} MB, ${progress} lines`,
    'completes, <= 1 GB',
    hash !== undefined && whole.megabytes <= 1000 && progress > 0,
  )
  for (const name of ['.domesday', 'inventories']) rmSync(join(folder, name), {recursive: true, force: true})
  const broken = measured(cache, args, {cwd: folder, kill: whole.seconds * 500})
  const on = measured(cache, args, {cwd: folder})
  const isSame = existsSync(out) && spawnSync('sha256sum', [out], {encoding: 'utf8'}).stdout.split(' ')[0] === hash
  line(
    'broken off by Ctrl-C, and gone on with',
    `${broken.seconds.toFixed(0)} s, then ${on.seconds.toFixed(0)} s, ${on.megabytes} MB, ${isSame ? 'the same' : 'NOT the same'}`,
    'the same, sooner, <= 1 GB',
    isSame && on.cpu < whole.cpu && on.megabytes <= 1000,
  )
  rmSync(folder, {recursive: true, force: true})
}
