/** Extensions by language: those that TypeScript's own parser reads, and those that are only counted. */
export const scriptLanguages: Readonly<Record<string, string>> = {
  ts: 'TypeScript',
  tsx: 'TypeScript',
  mts: 'TypeScript',
  cts: 'TypeScript',
  js: 'JavaScript',
  jsx: 'JavaScript',
  mjs: 'JavaScript',
  cjs: 'JavaScript',
}

export const countedLanguages: Readonly<Record<string, string>> = {
  kt: 'Kotlin',
  scala: 'Scala',
  groovy: 'Groovy',
  jsp: 'JSP',
  aspx: 'ASP.NET',
  cshtml: 'ASP.NET',
  fs: 'F#',
  rs: 'Rust',
  c: 'C',
  h: 'C',
  cc: 'C++',
  cpp: 'C++',
  hpp: 'C++',
  swift: 'Swift',
  m: 'Objective-C',
  pl: 'Perl',
  pm: 'Perl',
  r: 'R',
  lua: 'Lua',
  ex: 'Elixir',
  erl: 'Erlang',
  clj: 'Clojure',
  dart: 'Dart',
  sql: 'SQL',
  fmb: 'Oracle Forms (binary)',
  mmb: 'Oracle Forms (binary)',
  olb: 'Oracle Forms (binary)',
  pll: 'Oracle Forms (binary)',
  fmx: 'Oracle Forms (binary)',
  mmx: 'Oracle Forms (binary)',
  plx: 'Oracle Forms (binary)',
  pbl: 'PowerBuilder (binary)',
  pbd: 'PowerBuilder (binary)',
  vbs: 'VBScript',
  tf: 'Terraform',
  hcl: 'HCL',
  vue: 'Vue',
  svelte: 'Svelte',
}

/** How files that are only counted can be had as text. */
export const adviceOfCounted: Readonly<Record<string, string>> = {
  'Oracle Forms (binary)': 'convert them by frmf2xml, and libraries to .pld, and scan what that writes',
  'PowerBuilder (binary)': 'export their objects and scan the exports',
}

/** Kinds that hold no text: known by their ending, without opening them. */
export const binaryExtensions: ReadonlySet<string> = new Set(
  (
    '7z a accdb aif avi bin bmp bz2 cab cdx class com dat ctx db dbc dbf dct dcx dll doc docx dylib ear eot exe flac fpt frt frx fxp gif gz ico jar jpeg jpg ' +
    'lbt lbx lib lz4 mdb mnt mnx mov mp3 mp4 msi o obj ocx odp ods odt ogg otf p12 pdb pdf pfx pjt pjx png ppt pptx psd pyc rar scx so sqlite tar ' +
    'tgz tif tiff ttf vcx war wasm wav webm webp woff woff2 xls xlsb xlsm xlsx xz zip zst'
  ).split(' '),
)

export function extensionOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1)
  return ending.length < path.length && lettersAlone.test(ending) ? ending.toLowerCase() : ''
}

const lettersAlone = /^[A-Za-z0-9]+$/

/** TypeScript and JavaScript, which have two stages of their own. */
export function isScript(path: string): boolean {
  return Object.hasOwn(scriptLanguages, extensionOf(path))
}

export type Role = 'production' | 'test' | 'example'

/**
 * Where Behat, Cucumber and behave keep the code of their steps. What the features of a program are called is called so in
 * code of browsers too, but seldom beside its sources.
 */
const stepFolder = String.raw`features\/(?:bootstrap\/|(?:contexts?|steps|support)\/(?=.*\.(?:php|rb|py)$)|(?<!(?:^|\/)(?:src|app)\/.*)(?:steps|support)\/(?=.*\.[cm]?[jt]s$))`
/** `src/test/`, `src/IntegrationTests/`, `Shop.UnitTests/`, `testhelpers/`; not `latest/`. */
const testFolder = new RegExp(
  String.raw`(?<=^|\/)(?:(?:(?:[\w.-]*[._-])?(?:unit|int(?:egration)?|func(?:tional)?|contract|smoke|acceptance|system|component|api|ui|perf(?:ormance)?)?[._-]?tests?(?:fixtures|[._-]?(?:helpers?|utils?|support))?|__?tests__?|__mocks__|mocks?|spec|specs|e2e|cypress|fixtures?|step_definitions)\/|${stepFolder})`,
  'gi',
)
/** Sets of sources that a build of Gradle has for its tests: `src/testQueues/`; not `src/testimonials/`. */
const testSources = /(?<=(?:^|\/)src\/)test[A-Z]\w*\//g
/** `orders.test.ts`, and those of NestJS: `orders.e2e-spec.ts`. */
const testScript = /\.(?:[\w-]{1,40}-)?(?:test|spec|e2e|stories)\.[cm]?[jt]sx?$/i
/** Classes of tests, which may stand beside what they test. */
const testClass =
  /(^|\/)(?:[\w-]*[a-z\d](?:Tests?|TestCase|IT)|Test[A-Z]\w*)\.(?:java|cs|vb)$|_test\.go$|\.[Tt]ests\.ps1$/
/** PHP's, Python's and Ruby's may stand beside what they test. */
const testFile =
  /(^|\/)(?:[\w-]*[a-z\d]Test(?:Case)?\.php|tests?\.py|test_[\w-]+\.py|conftest\.py|features\/environment\.py|[\w-]+_(?:test|spec|tests)\.(?:py|rb))$/
/** Settings that tests run with; those to copy from are examples of them. */
const testSettings = /(^|\/)\.env\.test(?:ing)?(?:\.local)?$/i
const exampleFolder =
  /(?<=^|\/)(?:db\/seeds?|database\/(?:factories|seed(?:er)?s)|examples?|samples?|demos?|docs?|docbook|documentation|playground|stories|\.storybook|\.github\/\w*_TEMPLATE)\//gi
/** Settings to copy from, and those of a developer's own machine. */
const exampleFile = new RegExp(
  [
    String.raw`(^|\/)db\/seeds?\.rb$`,
    String.raw`(^|\/)[\w-]*[._-](?:dist|sample|example)\.(?:php|inc|py|rb|ini|conf|cfg|ya?ml)$`,
    String.raw`(^|\/)\.env\.(?:[\w-]+\.)*(?:example|sample|template|dist|test(?:ing)?|dev(?:elopment)?|local)(?:\.[\w-]+)*$`,
    String.raw`(^|\/)(?:example|sample|template|dist)\.env$`,
    String.raw`(^|\/)[\w-]+\.(?:example|sample|dist)(?:\.[a-z]+)?$`,
    String.raw`\.(?:env|ini|conf|cfg|ya?ml|json|toml|properties|xml|config|php)[._-](?:example|sample|template|dist|default)$`,
  ].join('|'),
  'i',
)

/** Behind it all is built and delivered, and names of folders are parts of the names of packages and of resources. */
const builtFrom =
  /(?:^|\/)src\/main\/|(?:^|\/)(?:src|source|java|javasource)\/(?=(?:com|org|net|gov|edu|mil|int|info|io|uk|us|ie|eu|de|fr|nl|be|ca|au|nz)\/[^/]+\/.*\.(?:java|kt|scala|groovy)$)/i
/** Languages in which a folder within a project is a part of a namespace. */
const ofNamespaces = /\.(?:cs|vb|cshtml|razor|aspx|ascx|asax)$/i
/** Members of libraries of a mainframe, whose names tell a stage, an owner or a kind: `PROD.TEST.COBOL`, `SAMPLES`. */
const member =
  /(^|\/)[A-Z@#$][A-Z0-9@#$]{0,7}$|\.(?:cbl|cob|cpy|jcl|proc|prc|cntl|asm|hlasm|mac|bms|mfs|pli|pl1|csd|psb|dbd|rexx|clist)$/i

/** Without one of these no folder and no file tells: most paths are done with at one glance. */
const mayTell =
  /test|mock|spec|e2e|cypress|fixture|features|step_def|stor|it\.|seed|factor|example|sample|demo|doc|playground|template|dist|default|\.env/i

/** What stands before a folder of a tree's top, or of its one folder of sources. */
const isAtTop = /^(?:(?:src|source)\/)?$/i

export interface RoleFound {
  readonly role: Role
  /** The folder that tells it; left out where the name of the file does. */
  readonly folder?: string
  /** A folder that would tell it elsewhere. */
  readonly doubtful?: string
}

/**
 * Tests and examples are told apart by their place: neither is a production dependency. In a package or a namespace a
 * folder called `samples` or `docs` is a part of a name and tells nothing, nor does a library of a mainframe.
 */
export function roleFound(path: string): RoleFound {
  if (!mayTell.test(path)) return {role: 'production'}
  const {test, example} = foldersOf(path)
  if (test?.decides) return {role: 'test', folder: test.folder}
  if ([testScript, testClass, testFile].some((pattern) => pattern.test(path))) return {role: 'test'}
  if (example?.decides) return {role: 'example', folder: example.folder}
  if (testSettings.test(path)) return {role: 'test'}
  if (exampleFile.test(path)) return {role: 'example'}
  const doubtful = test ?? example
  return {role: 'production', ...(doubtful && {doubtful: doubtful.folder})}
}

export function roleOf(path: string): Role {
  return roleFound(path).role
}

interface TellingFolder {
  readonly folder: string
  readonly decides: boolean
}

function foldersOf(path: string): {readonly test?: TellingFolder; readonly example?: TellingFolder} {
  const built = builtFrom.exec(path)
  const until = built ? built.index + built[0].length : path.length
  const isMember = member.test(path)
  const isNamespace = ofNamespaces.test(path)
  const find = (pattern: RegExp, isExample: boolean): TellingFolder | undefined => {
    let doubtful: TellingFolder | undefined
    for (const {0: name, index} of path.matchAll(pattern)) {
      const end = index + name.length
      if (end > until) break
      const folder = path.slice(0, end - 1)
      const isLibrary = isMember && name === name.toUpperCase()
      const isName = isExample && isNamespace && /^[A-Z]/.test(name) && !isAtTop.test(path.slice(0, index))
      if (!isLibrary && !isName) return {folder, decides: true}
      doubtful ??= {folder, decides: false}
    }
    return doubtful
  }
  const [test, example] = [find(testFolder, false) ?? find(testSources, false), find(exampleFolder, true)]
  return {...(test && {test}), ...(example && {example})}
}
