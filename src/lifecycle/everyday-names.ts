import {plainProductName} from '../model/product-names.ts'

/** What people call products, spelling apart, by the catalogue's ids. */
const everydayNames: ReadonlyMap<string, string> = new Map(
  [
    ['access', 'MS Access', 'Microsoft Office Access'],
    ['amazon-linux', 'Amazon Linux AMI'],
    ['centos', 'CentOS Linux'],
    ['debian', 'Debian GNU/Linux'],
    ['lotus-notes', 'Lotus Domino', 'IBM Domino', 'HCL Domino'],
    ['msexchange', 'Exchange Server', 'Microsoft Exchange Server', 'MS Exchange'],
    ['mssqlserver', 'SQL Server Express', 'MS SQL Server Express', 'SQL Express'],
    ['office', 'Excel', 'MS Excel', 'Microsoft Excel'],
    ['oracle-e-business-suite', 'Oracle EBS'],
    ['oracle-linux', 'Oracle Linux Server'],
    ['rhel', 'Red Hat Enterprise Linux Server', 'Red Hat Enterprise Linux Workstation'],
    ['sles', 'SUSE Linux Enterprise', 'SUSE Enterprise Linux'],
    ['visual-basic-6', 'Visual Basic 6', 'MS VB6'],
    ['windows', 'Win', 'MS Windows'],
    ['windows-server', 'Win Server', 'MS Windows Server', 'W2K Server'],
  ].flatMap(([id = '', ...names]) => names.map((name) => [plainProductName(name), id] as const)),
)

/** The catalogue's id of a product that people call so; undefined where the name is nobody's habit. */
export function everydayId(name: string): string | undefined {
  return everydayNames.get(plainProductName(name))
}

/** Versions that say by themselves that another product of the same name is meant. */
const meanings: readonly {readonly id: string; readonly version: RegExp; readonly means: string}[] = [
  // No Windows for desktops is named so.
  {id: 'windows', version: /^(2003|2008|2012|2016|2019|2022|2025)(?!\d)/, means: 'windows-server'},
  // There is no .NET 3.5 or 4 but of the Framework.
  {id: 'dotnet', version: /^(3\.5|4)(?!\d)/, means: 'dotnetfx'},
]

/** The product that is meant by a name with that version: `Windows 2008` is Windows Server. */
export function meantProduct(id: string, version: string): string {
  return meanings.find((one) => one.id === id && one.version.test(version.trim()))?.means ?? id
}

export interface NamedVersion {
  readonly product: string
  readonly version: string
}

const longestName = 100
const editions =
  /\s+(professional|pro|home|ultimate|enterprise|standard|datacenter|express|edition|lts|x64|x86|64-bit|32-bit)$/i
const release = String.raw`(?:[\s-]*(?:r2|sp\d))*`
const forms = [
  new RegExp(String.raw`^(?<product>.+?)\s+v?(?<version>\d[\w.]*${release})$`, 'i'),
  new RegExp(String.raw`^(?<product>.*?[a-z#+])(?<version>\d[\d.]*[a-z]?${release})$`, 'i'),
  new RegExp(String.raw`^(?<product>.+?)\s*(?<version>xp|vista)${release}$`, 'i'),
]

/** A name that holds the version too, as people write them: `Windows 7`, `IE11`, `Oracle 11g`, `Win2008 R2`, `W2K8`. */
export function versionInName(name: string): NamedVersion | undefined {
  if (name.length > longestName) return undefined
  let plain = name.trim()
  while (editions.test(plain)) plain = plain.replace(editions, '')
  const server = /^w2k(3|8|12|16|19|22)\s*(r2)?$/i.exec(plain)
  if (server)
    return {
      product: 'windows-server',
      version: `20${(server[1] ?? '').padStart(2, '0')}${server[2] ? ' R2' : ''}`,
    }
  for (const form of forms) {
    const {product, version} = form.exec(plain)?.groups ?? {}
    if (product && version) return {product: product.trim(), version}
  }
  return undefined
}
