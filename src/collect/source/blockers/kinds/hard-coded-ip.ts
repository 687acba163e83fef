import {type BlockerRule, files} from '../blocker-rule.ts'

const part = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`
/** Not this machine, everything, a mask, a network, a group of machines, or what is kept for examples. */
const address = String.raw`(?!127\.|0\.|255\.|22[4-9]\.|23\d\.|169\.254\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|\d+\.0\.0\.0)${part}(?:\.${part}){2}\.(?!0\b|255\b)${part}(?![\d./\w-])`
/** Numbers of four parts that are no addresses. */
const versions =
  /version|generat|assembly|publickeytoken|\boid\b|\bsnmp|user-?agent|mozilla|(?:^|[\s{,"'])["']?(?:image|tag|chart|release|revision|rev|build)["']?\s*[:=]/i
/** Files that ask for packages: what looks like an address there is the version of one. */
const asksForPackages =
  /(^|\/)(?:pyproject\.toml|Cargo\.toml|Pipfile|poetry\.toml|setup\.(?:py|cfg)|[\w.-]+\.versions\.toml|packages\.config|Chart\.ya?ml|pubspec\.ya?ml|environment\.ya?ml|gradle\.properties|build\.gradle[\w.]*|conanfile\.py|[\w.-]*\.gemspec|\.pre-commit-config\.yaml)$/i
const settings = new RegExp(`^(?!.*(?:${asksForPackages.source})).*(?:${files.settings.source})`, 'i')
const code = new RegExp(`^(?!.*(?:${asksForPackages.source})).*(?:${files.code.source})`, 'i')
/** `>=1.2.3.4`: a range of versions. */
const notOfRange = String.raw`(?<![=<>~!^]=|~>|[<>^~]\s?)`

export const hardCodedIp: BlockerRule = {
  id: 'hard-coded-ip',
  patterns: [
    {files: code, finds: new RegExp(`(?<=["'\`=@]|//|\\\\\\\\)${address}`, 'g'), butNot: versions},
    {files: settings, finds: new RegExp(`(?<=[=:"'@>,\\s]|//)${notOfRange}${address}`, 'g'), butNot: versions},
    {files: files.shell, finds: new RegExp(`(?<=[=:"'@\\s]|//)${address}`, 'g'), butNot: versions},
    {files: files.powershell, finds: new RegExp(`(?<=[=:"'@\\s]|//|\\\\\\\\)${address}`, 'g'), butNot: versions},
  ],
}
