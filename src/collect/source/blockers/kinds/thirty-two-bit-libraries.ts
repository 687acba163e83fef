import {type BlockerRule, files} from '../blocker-rule.ts'
import {compiledFor} from '../conditional-basic.ts'

export const thirtyTwoBitLibraries: BlockerRule = {
  id: 'thirty-two-bit-libraries',
  patterns: [
    {
      files: files.classicBasic,
      // A pointer of 64 bits needs PtrSafe, which Visual Basic 6 does not know.
      finds: /\bDeclare\s+(?!PtrSafe\b)(?:Function|Sub)\s+\w+[%&!#@$]?(?:\s|_\r?\n)+(?:CDecl\s+)?Lib(?:\s|_\r?\n)+"/gi,
      isCode: true,
      within: compiledFor('64'),
    },
    // Servers and controls of COM that run within the process of their caller.
    {files: /\.vbp$/i, finds: /^Type\s*=\s*(?:OleDll|Control)\b/gim},
  ],
}
