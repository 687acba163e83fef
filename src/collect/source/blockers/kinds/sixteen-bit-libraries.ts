import {type BlockerRule, files} from '../blocker-rule.ts'
import {compiledFor} from '../conditional-basic.ts'

/** Libraries of Windows before it had 32 bits; those that followed them are called otherwise. */
const libraries =
  'kernel|krnl386|user|gdi|mmsystem|keyboard|sound|commdlg|toolhelp|ddeml|olecli|olesvr|lzexpand|ver|winsock|pen|bwcc|ctl3d|ctl3dv2|vbrun[123]00'

export const sixteenBitLibraries: BlockerRule = {
  id: 'sixteen-bit-libraries',
  patterns: [
    {
      files: files.classicBasic,
      finds: new RegExp(
        `\\bDeclare\\s+(?:Function|Sub)\\s+\\w+[%&!#@$]?(?:\\s|_\\r?\\n)+Lib(?:\\s|_\\r?\\n)+"(?:${libraries})(?:\\.(?:dll|exe|drv))?"`,
        'gi',
      ),
      isCode: true,
      within: compiledFor('32'),
    },
    {files: /\.(?:vbp|mak)$/i, finds: /^[^\r\n']*\b\w+\.vbx\b/gim},
    {files: files.pascal, finds: new RegExp(`\\bexternal\\s+'(?:${libraries})(?:\\.dll)?'`, 'gi'), isCode: true},
  ],
}
