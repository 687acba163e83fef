import {type BlockerRule, files} from '../blocker-rule.ts'

export const localDiskState: BlockerRule = {
  id: 'local-disk-state',
  patterns: [
    {
      files: files.java,
      finds:
        /\bnew (?:FileOutputStream|FileWriter|RandomAccessFile)\s*\(|\bFiles\.(?:write|writeString|newBufferedWriter|newOutputStream|copy|move)\s*\(|\.transferTo\s*\(\s*new File\b/g,
    },
    {
      files: files.dotnet,
      finds:
        /\bFile\.(?:WriteAll\w+|AppendAll\w+|Create|OpenWrite|AppendText)\s*\(|\bnew (?:FileStream|StreamWriter)\s*\(|\.SaveAs\s*\(\s*Server\.MapPath/gi,
    },
    {
      files: files.scripts,
      finds:
        /\b(?:fs|fsp|fsPromises)\.(?:promises\.)?(?:writeFile|appendFile|createWriteStream)(?:Sync)?\s*\(|\bmulter\s*\(\s*\{\s*dest\b|\bmulter\.diskStorage\s*\(/g,
    },
    {
      files: files.php,
      finds: /\b(?:file_put_contents|move_uploaded_file)\s*\(|\bfopen\s*\((?!\s*["']php:)[^;\n]{1,200},\s*["'][waxc]/g,
    },
    {
      files: files.python,
      finds: /\bopen\s*\([^()\n]{1,200},\s*(?:mode\s*=\s*)?["'][wax]|\.write_(?:text|bytes)\s*\(|\bshelve\.open\s*\(/g,
    },
    {
      files: files.basic,
      finds:
        /^[^'"\n]{0,200}?\bOpen\b(?!\s*"(?:LPT\d|COM\d|PRN|CON)\b)[^\n]{1,300}\bFor\s+(?:Output|Append|Random|Binary)\b(?!\s+Access\s+Read\b(?!\s+Write\b))|\.(?:CreateTextFile|SaveToFile)\b/gim,
    },
    {
      files: files.pascal,
      finds:
        /\bRewrite\s*\(|\.SaveToFile\s*\(|\bTFileStream\.Create\s*\([^;]{0,300}?\bfm(?:Create|OpenWrite|OpenReadWrite)\b/gi,
      isCode: true,
    },
    {files: files.ruby, finds: /\bFile\.(?:write|binwrite)\b|\bFile\.open\s*\(?[^()\n]{1,200},\s*["'][wa]/g},
    {files: files.go, finds: /\bos\.(?:WriteFile|Create|OpenFile)\s*\(|\bioutil\.WriteFile\s*\(/g},
  ],
}
