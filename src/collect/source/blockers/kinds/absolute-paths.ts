import {type BlockerRule, files} from '../blocker-rule.ts'

const windows = String.raw`[A-Za-z]:(?:\\{1,2}|/)(?![\\/])[\w $.{}-]`
const share = String.raw`\\{2,4}[A-Za-z0-9][\w.-]*\\{1,2}[\w$.-]+`
const unix = String.raw`/(?:opt|var|srv|mnt|u0\d|usr/local|etc)/[\w.-]+`

export const absolutePaths: BlockerRule = {
  id: 'absolute-paths',
  patterns: [
    {files: files.code, finds: new RegExp(`["'\`](?:${windows}|${share}|${unix})`, 'g')},
    {
      files: files.settings,
      finds: new RegExp(`[=:>"']\\s*(?:${windows}|${share}|${unix})`, 'g'),
      butNot: /schemaLocation/,
    },
    {files: files.powershell, finds: new RegExp(`["']?(?:(?<![\\w])${windows}|${share})`, 'g')},
  ],
}
