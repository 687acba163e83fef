import {type BlockerRule, files} from '../blocker-rule.ts'

const windows = String.raw`[A-Za-z]:(?:\\{1,2}|/)(?![\\/])[\w $.{}-]`
const unix = String.raw`/(?:opt|var|srv|mnt|u0\d|usr/local|etc)/[\w.-]+`
/** `\\server\share`, as it stands and as most languages write it in a literal. */
const share = String.raw`\\\\[A-Za-z0-9][\w.-]*\\[\w$.-]+`
const shareInLiteral = String.raw`\\{4}[A-Za-z0-9][\w.-]*\\\\[\w$.-]+`

export const absolutePaths: BlockerRule = {
  id: 'absolute-paths',
  patterns: [
    {files: files.code, finds: new RegExp(`["'\`](?:${windows}|${shareInLiteral}|${unix})`, 'g')},
    {files: files.dotnet, finds: new RegExp(`@"${share}`, 'g')},
    {files: files.basic, finds: new RegExp(`"${share}`, 'g')},
    {
      files: files.settings,
      finds: new RegExp(`(?:=\\s*|:\\s+|>\\s*|["'])(?:${windows}|${share}|${unix})`, 'g'),
      butNot: /schemaLocation/,
    },
    {files: files.powershell, finds: new RegExp(`["']?(?:(?<![\\w])${windows}|${share})`, 'g')},
  ],
}
