/** The operating system of what was scanned, as a product of the catalogue. */
export interface SystemScanned {
  readonly product: string
  readonly version?: string
  readonly place: string
}

/** How scanners call distributions, by the products of the catalogue. */
const distributions: Readonly<Record<string, string>> = {
  alma: 'almalinux',
  almalinux: 'almalinux',
  alpine: 'alpine-linux',
  amazon: 'amazon-linux',
  amazonlinux: 'amazon-linux',
  amzn: 'amazon-linux',
  centos: 'centos',
  debian: 'debian',
  fedora: 'fedora',
  ol: 'oracle-linux',
  oracle: 'oracle-linux',
  oraclelinux: 'oracle-linux',
  redhat: 'rhel',
  rhel: 'rhel',
  rocky: 'rocky-linux',
  rockylinux: 'rocky-linux',
  sles: 'sles',
  'suse linux enterprise server': 'sles',
  ubuntu: 'ubuntu',
}

/** A distribution by the words of a scanner, `alpine` and `3.12.0`; undefined for one that the catalogue has not. */
export function systemScanned(
  family: string | undefined,
  version: string | undefined,
  place: string,
): SystemScanned | undefined {
  const word = family?.toLowerCase() ?? ''
  const product = Object.hasOwn(distributions, word) ? distributions[word] : undefined
  // What stands behind it is a name: `2 (Karoo)`.
  const stated = /^\d[\d.]{0,20}(?![\w.])/.exec(version ?? '')?.[0]
  return product === undefined ? undefined : {product, ...(stated !== undefined && {version: stated}), place}
}
