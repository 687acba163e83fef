import {type BlockerRule, files} from '../blocker-rule.ts'

/** Of connection strings in literals; the place alone is told, never what stands there. */
export const hardCodedCredentials: BlockerRule = {
  id: 'hard-coded-credentials',
  patterns: [
    {
      files: files.basic,
      finds: /"[^"\n]{0,500}\b(?:password|pwd|database password)\s*=\s*[^\s;"'{}%<>*]/gi,
    },
    {
      files: /\.(?:pas|dpr|lpr|dfm|lfm|xfm)$/i,
      finds: /'[^'\n]{0,500}\b(?:password|pwd)\s*=\s*[^\s;"'{}%<>*:@?]/gi,
    },
    {
      files: files.pascal,
      finds: /\b\w{0,40}(?:password|passwd|pwd)\w{0,10}\s*(?::\s*string\s*)?:?=\s*'[^'\s]{3,}'/gi,
    },
    {
      files: files.basic,
      finds: /^[^'"\n]{0,100}\b\w{0,40}(?:password|passwd|pwd)\w{0,10}\$?\s+(?:As\s+String\s+)?=\s+"[^"\s]{3,}"/gim,
    },
  ],
}
