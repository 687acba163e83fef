import {debianNames, ubuntuNames} from './code-names.ts'
import type {ProductOfImage} from './product-of-image.ts'

type Make = (found: RegExpExecArray) => ProductOfImage

const versioned =
  (product: string): Make =>
  ([, version]) => ({product, ...(version && {version: version.replace('_', '.')})})

const named =
  (product: string, versions: Readonly<Record<string, string>>): Make =>
  ([, name = '']) => ({product, ...(versions[name.toLowerCase()] && {version: versions[name.toLowerCase()]})})

/** Operating systems by what publishers and people call their images; the first that fits counts. */
const systems: readonly (readonly [RegExp, Make])[] = [
  [
    /windows[_ -]server[_ -](20\d\d|1709|1803|1809|1903|1909|2004|20h2)(?:[_ -]?(r2))?(?:[_ -](?:rtm|(sp\d)))?/i,
    ([, year = '', second, pack]) => ({
      product: 'windows-server',
      version: [year, second && 'R2', pack?.toUpperCase()].filter(Boolean).join(' '),
    }),
  ],
  [/ubuntu\b.*?(\d\d\.(?:04|10))(?!\d)/i, versioned('ubuntu')],
  [/ubuntu[^a-z]*(precise|trusty|xenial|bionic|focal|jammy|noble)/i, named('ubuntu', ubuntuNames)],
  [/\bal(2023)-ami\b|\bamazon-eks-node-al(2023)\b/i, () => ({product: 'amazon-linux', version: '2023'})],
  [/\bamzn2-ami\b|\bamazon-eks-node-\d/i, () => ({product: 'amazon-linux', version: '2'})],
  [/\bamzn-ami\b.*?-(20\d\d\.\d\d)(?!\d)/i, versioned('amazon-linux')],
  [/amazon[_ -]?linux(?: ami)?[_ -]?(2023|20\d\d\.\d\d|2)(?![\d.])/i, versioned('amazon-linux')],
  [/\brhel[_ -]?(\d+(?:[._]\d+)?)|red hat enterprise linux\D{0,12}(\d+(?:\.\d+)?)/i, rhel],
  [/debian[-_ /]*(wheezy|jessie|stretch|buster|bullseye|bookworm|trixie)/i, named('debian', debianNames)],
  [/debian(?: gnu\/linux)?[-_ ]*(\d+)(?!\d)/i, versioned('debian')],
  [/centos(?:[-_ ]?linux)?[-_ ]*(\d+(?:\.\d+)?)/i, versioned('centos')],
  [/rocky(?:[-_ ]?linux)?[-_ ]*(\d+(?:\.\d+)?)/i, versioned('rocky-linux')],
  [/almalinux(?:[-_ ]os)?[-_ ]*(\d+(?:\.\d+)?)/i, versioned('almalinux')],
  [/\bOL(\d+(?:\.\d+)?)-|oracle[-_ ]?linux[-_ ]*(\d+(?:\.\d+)?)/, oracleLinux],
  [
    /\bsles[-_ ]*(\d+)(?:[-_ ]sp(\d))?/i,
    ([, major = '', pack]) => ({product: 'sles', version: pack ? `${major}.${pack}` : major}),
  ],
]

function rhel([, short, long]: RegExpExecArray): ProductOfImage {
  return {product: 'rhel', version: (short ?? long ?? '').replace('_', '.')}
}

function oracleLinux([, short, long]: RegExpExecArray): ProductOfImage {
  return {product: 'oracle-linux', version: short ?? long ?? ''}
}

/** `...-SQL_2014_SP3_Standard-...`: databases that come with an image. */
const sqlServer = /\bsql[_ -]?(?:server[_ -])?(20\d\d)(?:[_ -]?(r2))?(?:[_ -](sp\d))?/i

const longestName = 500

/** What the name of a machine's image tells of what is in it; where the name tells nothing, its description. */
export function productsOfMachineImage(name: string, description = ''): readonly ProductOfImage[] {
  const fromName = productsIn(name)
  return fromName.length > 0 ? fromName : productsIn(description)
}

function productsIn(text: string): readonly ProductOfImage[] {
  const plain = text.slice(0, longestName)
  const system = systems.flatMap(([pattern, make]) => {
    const found = pattern.exec(plain)
    return found ? [make(found)] : []
  })[0]
  const [, year, second, pack] = sqlServer.exec(plain.replaceAll('_', ' ')) ?? []
  const version = [year, second && 'R2', pack?.toUpperCase()].filter(Boolean).join(' ')
  return [...(system ? [system] : []), ...(year ? [{product: 'mssqlserver', version}] : [])]
}
