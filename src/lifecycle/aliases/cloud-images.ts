import type {ProductFound} from './product-found.ts'

/** Licences of images by the end of their addresses: `debian-10-buster`, `windows-server-2016-dc`, `ubuntu-1804-lts`. */
const licences: readonly (readonly [RegExp, (found: RegExpExecArray) => ProductFound])[] = [
  [
    /^windows-server-(20\d\d)(-r2)?/,
    ([, year, second]) => ({product: 'windows-server', version: `${year}${second ? ' R2' : ''}`}),
  ],
  [/^ubuntu-(?:pro-)?(\d\d)(\d\d)/, ([, year, month]) => ({product: 'ubuntu', version: `${year}.${month}`})],
  [/^debian-(\d+)/, ([, version]) => ({product: 'debian', version})],
  [/^rhel-(\d+)/, ([, version]) => ({product: 'rhel', version})],
  [/^centos-(\d+)/, ([, version]) => ({product: 'centos', version})],
  [/^rocky-linux-(\d+)/, ([, version]) => ({product: 'rocky-linux', version})],
  [/^sles-(\d+)/, ([, version]) => ({product: 'sles', version})],
  [/^sql-server-(20\d\d)/, ([, version]) => ({product: 'mssqlserver', version})],
]

/** What the licence of an image on Google Cloud tells. */
export function productOfLicence(licence: string): readonly ProductFound[] {
  const name = licence.slice(licence.lastIndexOf('/') + 1)
  return licences.flatMap(([pattern, make]) => {
    const found = pattern.exec(name)
    return found ? [make(found)] : []
  })
}

/** Images of Azure's Marketplace by the publisher: what their offer and SKU say of the operating system. */
const publishers: Readonly<Record<string, (offer: string, sku: string) => readonly ProductFound[]>> = {
  microsoftwindowsserver: (_offer, sku) => [{product: 'windows-server', version: windowsVersion(sku)}],
  microsoftwindowsdesktop: (offer) => [{product: 'windows', version: /windows-(\d+)/.exec(offer)?.[1]}],
  microsoftsqlserver: (offer) => {
    const [, sql, system] = /^sql(\d{4})(?:sp\d)?-(ws\d{4}(?:r2)?)?/.exec(offer) ?? []
    return [
      {product: 'mssqlserver', version: sql},
      ...(system ? [{product: 'windows-server', version: windowsVersion(system.slice(2))}] : []),
    ]
  },
  canonical: (offer, sku) => [
    {product: 'ubuntu', version: /(\d\d)[._](\d\d)/.exec(`${sku} ${offer}`)?.slice(1, 3).join('.')},
  ],
  redhat: (_offer, sku) => [{product: 'rhel', version: dotted(sku)}],
  suse: (offer) => [{product: 'sles', version: /sles[a-z-]*-(\d+(?:-sp\d)?)/.exec(offer)?.[1]?.replace('-sp', '.')}],
  openlogic: (_offer, sku) => [{product: 'centos', version: dotted(sku)}],
  oracle: () => [{product: 'oracle-linux'}],
  debian: (offer) => [{product: 'debian', version: /debian-(\d+)/.exec(offer)?.[1]}],
}

function windowsVersion(sku: string): string | undefined {
  const [, year, second] = /(20\d\d)-?(r2)?/.exec(sku) ?? []
  return year && `${year}${second ? ' R2' : ''}`
}

/** `8_6` and `7-lvm` as 8.6 and 7. */
function dotted(sku: string): string | undefined {
  return /^(\d+(?:[._]\d+)?)/.exec(sku)?.[1]?.replace('_', '.')
}

interface AzureImage {
  readonly publisher: string
  readonly offer: string
  readonly sku: string
}

/** What an image of Azure's Marketplace holds; all three in lower case. */
export function productsOfAzureImage({publisher, offer, sku}: AzureImage): readonly ProductFound[] {
  return Object.hasOwn(publishers, publisher) ? (publishers[publisher]?.(offer, sku) ?? []) : []
}
