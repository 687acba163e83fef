import type {TechnologyTold} from './infrastructure.ts'

/** Names of packages that tell a runtime and its version, of Debian, Alpine and Red Hat. */
const packages: readonly (readonly [RegExp, string])[] = [
  [/^openjdk-?(\d{1,2})(?:-(?:jre|jdk)(?:-headless)?)?(?:[=~<>].*)?$/, 'java'],
  [/^java-(?:1\.)?(\d{1,2})(?:\.0)?-openjdk(?:-\w+)*$/, 'java'],
  [/^temurin-(\d{1,2})-(?:jre|jdk)$/, 'eclipse-temurin'],
  [/^php(\d\.?\d)(?:-(?:fpm|cli|apache2|common))?$/, 'php'],
  [/^libapache2-mod-php(\d\.\d)$/, 'php'],
  [/^python(\d\.\d{1,2})(?:-minimal)?$/, 'python'],
  [/^ruby(\d\.\d)$/, 'ruby'],
  [/^nodejs=~?(\d{1,2}(?:\.\d+)*)/, 'nodejs'],
  [/^nodejs(\d{2})$/, 'nodejs'],
  [/^dotnet-(?:runtime|sdk|hosting)-(\d\.\d)$|^aspnetcore-runtime-(\d\.\d)$/, 'dotnet'],
  [/^postgresql-?(\d{1,2}(?:\.\d)?)(?:-server)?$/, 'postgresql'],
  [/^mysql-server-(\d\.\d)$/, 'mysql'],
  [/^mariadb-server-(\d+\.\d+)$/, 'mariadb'],
  [/^tomcat(\d{1,2})$/, 'tomcat'],
]
/** The script of NodeSource that adds its packages. */
const nodeSetup = /\/setup_(\d{1,2})\.x\b/

const installs = /\b(?:apt-get|apt|apk|yum|dnf|microdnf|tdnf)\b[^&|;]*?\b(?:install|add)\b([^&|;]*)/g
const longestCommand = 50_000

/** Runtimes that a command of a shell installs from packages, where their names tell the version. */
export function runtimesInstalled(command: string): readonly TechnologyTold[] {
  const text = command.slice(0, longestCommand).replace(/\\\r?\n/g, ' ')
  const words = [...text.matchAll(installs)].flatMap(([, list = '']) => list.split(/\s+/))
  const node = nodeSetup.exec(text)?.[1]
  return [
    ...words.flatMap((word) => {
      for (const [pattern, product] of packages) {
        const found = pattern.exec(word)
        const version = found?.[1] ?? found?.[2]
        if (version) return [technology(product, dotted(product, version), `installs ${word}`)]
      }
      return []
    }),
    ...(node ? [technology('nodejs', node, `installs from setup_${node}.x`)] : []),
  ]
}

/** `php82` of Alpine is 8.2. */
function dotted(product: string, version: string): string {
  return product === 'php' && /^\d\d$/.test(version) ? [...version].join('.') : version
}

function technology(product: string, version: string, how: string) {
  return {product, version, how, confidence: 0.8}
}
