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

/** `src/test/`, `src/IntegrationTests/`, `Shop.UnitTests/`; not `latest/`. */
const testFolder =
  /(^|\/)(?:[\w.-]*[._-])?(?:unit|int(?:egration)?|func(?:tional)?|contract|smoke|acceptance|system|component|api|ui|perf(?:ormance)?)?[._-]?tests?(?:fixtures)?\//i
const testPath =
  /(^|\/)(__tests__|__mocks__|mocks?|spec|specs|e2e|cypress|fixtures?|step_definitions)\/|\.(test|spec|e2e|stories)\.[cm]?[jt]sx?$/i
/** Classes of tests, which may stand beside what they test. */
const testClass =
  /(^|\/)(?:[\w-]*[a-z\d](?:Tests?|TestCase|IT)|Test[A-Z]\w*)\.(?:java|cs|vb)$|_test\.go$|\.[Tt]ests\.ps1$/
/** PHP's, Python's and Ruby's may stand beside what they test. */
const testFile =
  /(^|\/)(?:[\w-]*[a-z\d]Test(?:Case)?\.php|tests?\.py|test_[\w-]+\.py|conftest\.py|[\w-]+_(?:test|spec|tests)\.(?:py|rb))$/
const examplePath =
  /(^|\/)db\/seeds?(?:\/|\.rb$)|(^|\/)database\/(?:factories|seed(?:er)?s)\/|(^|\/)(examples?|samples?|demos?|docs?|docbook|documentation|playground|stories|\.storybook|\.github\/\w*_TEMPLATE)\//i
/** Settings to copy from, and those of a developer's own machine. */
const exampleFile = new RegExp(
  [
    String.raw`(^|\/)[\w-]*[._-](?:dist|sample|example)\.(?:php|inc|py|rb|ini|conf|cfg|ya?ml)$`,
    String.raw`(^|\/)\.env\.(?:[\w-]+\.)*(?:example|sample|template|dist|test(?:ing)?|dev(?:elopment)?|local)(?:\.[\w-]+)*$`,
    String.raw`(^|\/)(?:example|sample|template|dist)\.env$`,
    String.raw`(^|\/)[\w-]+\.(?:example|sample|dist)(?:\.[a-z]+)?$`,
    String.raw`\.(?:env|ini|conf|cfg|ya?ml|json|toml|properties|xml|config|php)[._-](?:example|sample|template|dist|default)$`,
  ].join('|'),
  'i',
)

/** Tests and examples are told apart by their place: neither is a production dependency. */
export function roleOf(path: string): Role {
  if ([testFolder, testPath, testClass, testFile].some((pattern) => pattern.test(path))) return 'test'
  return examplePath.test(path) || exampleFile.test(path) ? 'example' : 'production'
}
