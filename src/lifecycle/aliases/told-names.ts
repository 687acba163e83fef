import type {ProductFound} from './product-found.ts'

type Make = (found: readonly string[]) => ProductFound

const only =
  (product: string): Make =>
  ([, version]) => ({product, version})

const withPack =
  (product: string): Make =>
  ([, version, pack]) => ({product, version: `${version} SP${pack}`})

/** Of a list of systems that one setting stands for, as `CentOS 4/5 or later`, none is told. */
const several = /\d\s*(?:\/\s*\d|or later)/i

/** How systems and databases name themselves, in full; the first that fits counts. */
const names: readonly (readonly [RegExp, Make])[] = [
  // @@VERSION: Microsoft SQL Server 2016 (SP2-CU15) (KB4577775) - 13.0.5850.14 (X64)
  [/^Microsoft SQL Server\b.*? - (\d+\.\d+\.\d+(?:\.\d+)?)(?= |$)/, only('mssqlserver')],
  [/^PostgreSQL (\d+(?:\.\d+)*)(?:beta\d+|rc\d+)? (?:\(.*?\) )?on /, only('postgresql')],
  [/^(\d+\.\d+)\.\d+-MariaDB\b/, only('mariadb')],
  [/^Oracle Database \d+\w* .*?Release (\d+(?:\.\d+)*)/, only('oracle-database')],
  [/^DB2 v(\d+\.\d+)(?:\.\d+)*$/i, only('ibm-db2')],
  [/^(?:Microsoft )?Windows Server (20\d\d(?: R2)?)\b.*?\b(?:SP|Service Pack) ?(\d)\b/i, withPack('windows-server')],
  [/^(?:Microsoft )?Windows Server (20\d\d(?: R2)?)\b(?![^(]* \d)/i, only('windows-server')],
  [
    /^(?:Microsoft )?Windows (2000|2003|2008|2012)(?: (?:Advanced |Datacenter )?Server)?\b(?![^(]* \d)/i,
    only('windows-server'),
  ],
  [
    /^(?:Microsoft )?Windows (10|11)\b.*?\b(\d\dH\d|1[5-9]\d\d|2004)\b/i,
    ([, name, release]) => ({product: 'windows', version: `${name} ${release}`}),
  ],
  // What else follows may be another version, as in Windows 10 Enterprise 2016 LTSB.
  [/^(?:Microsoft )?Windows (XP|Vista|7|8\.1|8|10|11)\b(?![^(]* \d)/i, only('windows')],
  [/^Red Hat Enterprise Linux(?: \w+)?(?: release)? (\d+(?:\.\d+)?)\b/i, only('rhel')],
  [/^SUSE Linux Enterprise(?: Server)?(?: for \w+(?: \w+)?)? (\d+)(?: SP(\d))?\b/i, sles],
  [/^CentOS(?: Linux)?(?: release)? (\d+(?:\.\d+)?)/i, only('centos')],
  [/^CentOS Stream(?: release)? (\d+)\b/i, only('centos-stream')],
  [/^Oracle Linux(?: Server)?(?: release)? (\d+(?:\.\d+)?)\b/i, only('oracle-linux')],
  [/^Rocky Linux(?: release)? (\d+(?:\.\d+)?)\b/i, only('rocky-linux')],
  [/^AlmaLinux(?: OS)?(?: release)? (\d+(?:\.\d+)?)\b/i, only('almalinux')],
  [/^Amazon Linux(?: AMI)?(?: release)? (20\d\d\.\d\d|2023|2)\b/i, only('amazon-linux')],
  [/^Ubuntu(?: Linux)? (\d\d\.\d\d)(?:\.\d+)?\b/i, only('ubuntu')],
  [/^Debian GNU\/Linux (\d+)\b/i, only('debian')],
  [/^Alpine Linux v?(\d+\.\d+)\b/i, only('alpine-linux')],
  [/^(?:Oracle )?Solaris (\d+(?:\.\d+)?)\b/i, only('oracle-solaris')],
  [/^SunOS 5\.(\d+)\b/, only('oracle-solaris')],
  [/^AIX (\d\.\d)\b/i, only('ibm-aix')],
  [/^HP-UX B\.(11\.\d\d)\b/i, only('hp-ux')],
  [/^FreeBSD (\d+(?:\.\d+)?)\b/i, only('freebsd')],
  [/^(?:VMware )?ESXi? (\d+(?:\.\d+)?)\b/i, only('vmware-esxi')],
  [/^(?:Apple )?(?:macOS|Mac OS X) (1[1-9]|2\d|10\.\d+)\b/i, only('macos')],
]

/** Systems named without a version that can be told. */
const unversioned: readonly (readonly [RegExp, string])[] = [
  [/^(?:Microsoft )?Windows Server\b/i, 'windows-server'],
  [/^Red Hat Enterprise Linux\b/i, 'rhel'],
  [/^SUSE Linux Enterprise\b/i, 'sles'],
  [/^CentOS\b/i, 'centos'],
  [/^Oracle Linux\b/i, 'oracle-linux'],
  [/^Rocky Linux\b/i, 'rocky-linux'],
  [/^AlmaLinux\b/i, 'almalinux'],
  [/^Ubuntu\b/i, 'ubuntu'],
  [/^Debian GNU\/Linux\b/i, 'debian'],
  [/^(?:Oracle )?Solaris\b/i, 'oracle-solaris'],
]

function sles([, major, pack]: readonly string[]): ProductFound {
  return {product: 'sles', version: pack ? `${major}.${pack}` : major}
}

const longest = 300

/**
 * The product of a name in which a system or a database tells all of itself: what VMware Tools, `/etc/os-release`, `uname`,
 * an agent or `select @@VERSION` say. None for a name of another kind.
 */
export function productsOfToldName(name: string): readonly ProductFound[] {
  const plain = name
    .slice(0, longest)
    .replace(/[®™]|\(R\)|\(TM\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  for (const [pattern, make] of several.test(plain) ? [] : names) {
    const found = pattern.exec(plain)
    if (found) return [make(found)]
  }
  const product = unversioned.find(([pattern]) => pattern.test(plain))?.[1]
  return product === undefined ? [] : [{product}]
}
