import type {ProductFound} from './product-found.ts'

/** A library that a product of IBM's mainframes brings, by the part of its name that its maker gives it. */
interface Library {
  /** One of the qualifiers of the name. */
  readonly shows: RegExp
  readonly product: string
  /** How a qualifier holds the version; its groups are the version's numbers. */
  readonly versions: readonly RegExp[]
}

/** `V6R3M0`, `V05R06M0`; `V63` where a product writes so. */
const spelled = /^V0*(\d{1,2})R0*(\d{1,2})(?:M\d{1,2})?$/
const short = /^V(\d)(\d)0?$/
const afterTen = /^V(1\d)(\d)0?$/

const libraries: readonly Library[] = [
  {
    shows: /^SDFH(?:LOAD|AUTH|LINK|LIC|COB|PL1|MAC|SAMP|PROC|LIB|LPA|EXEC|JCL|C370|INST)$/,
    product: 'cics-ts',
    versions: [spelled, /^CICSTS(\d)(\d)0?$/, /^(?:DFH|CTS)(\d)(\d)0$/, short],
  },
  {
    shows: /^SDSN(?:LOAD|LOD2|EXIT|SAMP|MACS|LINK|CLST|DBRM|IVPD|C\.H)$/,
    product: 'db2-for-z-os',
    versions: [
      /^V0*(\d{1,2})R1(?:M\d{1,3})?$/,
      /^(?:DSN|DB2)?V(1\d|[89])$/,
      /^(?:DSN|DB2)([89A-D])10$/,
      /^(?:DSN|DB2)(1\d)10$/,
    ],
  },
  {
    shows: /^SIGY(?:COMP|MAC|PROC|SAMP)$/,
    product: 'enterprise-cobol',
    versions: [spelled, /^IGYV(\d)R(\d)(?:M\d)?$/, /^IGY(\d)(\d)0$/, short],
  },
  {shows: /^SIBMZ(?:CMP|MAC|PRC|SAM)$/, product: 'enterprise-pl-i', versions: [spelled, /^IBMZ?(\d)(\d)0$/, short]},
  {shows: /^COB2COMP$/, product: 'vs-cobol-ii', versions: []},
  {
    shows: /^SDFS(?:RESL|LOAD|MAC|BASE|SMPL|PROC|SLIB|SRC|ISRC)$/,
    product: 'ims',
    versions: [spelled, /^(?:IMS|DFS)(1\d)(\d)0?$/, afterTen],
  },
]

/** Versions of Db2 in the names of its libraries, which count on in letters. */
const letters: Readonly<Record<string, string>> = {A: '10', B: '11', C: '12', D: '13'}

/** Compilers that were called otherwise before they were Enterprise COBOL. */
const earlier: Readonly<Record<string, string>> = {'1': 'cobol-for-mvs-and-vm', '2': 'cobol-for-os-390-and-vm'}

const longest = 44
/** Symbols and placeholders that nothing fills: which library it is, is not known. */
const unfilled = /[&%<>{}]|@[A-Z_0-9]+@/

/**
 * The product that a library comes with, and its version where the name holds one as its maker writes it:
 * `IGY.V6R3M0.SIGYCOMP` is Enterprise COBOL 6.3, `DSNC10.SDSNLOAD` Db2 12, `CICSTS56.CICS.SDFHLOAD` CICS TS 5.6. Sites
 * name libraries as they like: what is written in another way tells the product alone.
 */
export function productsOfLibrary(name: string): readonly ProductFound[] {
  if (name.length > longest || unfilled.test(name)) return []
  const qualifiers = name.trim().toUpperCase().split('.')
  const library = libraries.find(({shows}) => qualifiers.some((one) => shows.test(one)))
  if (!library) return []
  const told = new Set(qualifiers.flatMap((one) => versionIn(one, library)))
  // Two versions in one name contradict each other.
  const version = told.size === 1 ? [...told][0] : undefined
  const before = library.product === 'enterprise-cobol' ? earlier[version?.split('.')[0] ?? ''] : undefined
  return [{product: before ?? library.product, version}]
}

function versionIn(qualifier: string, {versions}: Library): readonly string[] {
  const found = versions.map((pattern) => pattern.exec(qualifier)).find((one) => one !== null)
  if (!found) return []
  const [major = '', minor] = found.slice(1)
  const plain = letters[major] ?? major
  return [minor === undefined ? plain : `${plain}.${minor}`]
}

/** Compilers by the programs that jobs run; which release it is, the library that it comes from tells. */
const compilers: ReadonlyMap<string, string> = new Map([
  ['IGYCRCTL', 'enterprise-cobol'],
  ['IKFCBL00', 'os-vs-cobol'],
  ['IBMZPLI', 'enterprise-pl-i'],
])

/** The product of a compiler; the same program is also that of earlier compilers of COBOL, so its release is unknown. */
export function productOfCompiler(program: string): readonly ProductFound[] {
  const product = compilers.get(program.trim().toUpperCase())
  return product === undefined ? [] : [{product}]
}
