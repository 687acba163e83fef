import {type BlockerRule, files} from '../blocker-rule.ts'

export const printing: BlockerRule = {
  id: 'printing',
  patterns: [
    {
      files: files.basic,
      finds:
        /(?<![.\w])Printer\.(?:Print|EndDoc|NewPage|KillDoc|PaintPicture)\b|(?<![.\w])Printers\s*\(|\.Print(?:Form|Out)\b|\bStartDocPrinter[AW]?\b/gi,
      isCode: true,
    },
    {files: files.basic, finds: /"LPT\d:?"/gi, isCode: true},
    {files: files.dotnet, finds: /\bnew PrintDocument\s*\(|\bNew PrintDocument\b/g},
    {
      files: files.pascal,
      finds: /(?<![.\w])Printer(?:\(\))?\.(?:BeginDoc|EndDoc|NewPage|Canvas)\b|\bTQuickRep\b/gi,
      isCode: true,
    },
    {files: files.powerBuilder, finds: /(?<![.\w])PrintOpen\s*\(/gi, isCode: true},
    {files: files.batch, finds: /(?<![\w.-])lpt\d:?(?![\w.-])|^[ \t]*@?print(?:\.exe)?[ \t]+\/d:/gim},
    {files: files.shell, finds: /(?:^|[|;&])[ \t]*(?:lp[ \t]+-d|lpr[ \t]+-P)[ \t]*["$\w]/gm},
    {files: files.cobol, finds: /\bASSIGN\s+(?:TO\s+)?["']?LPT\d\b/gi},
    // What is spooled for another job is no print.
    {
      files: files.cobol,
      finds: /\bEXEC\s+CICS\s+(?:ISSUE\s+PRINT\b|SPOOLOPEN\s+OUTPUT\b(?!(?:(?!END-EXEC)[\s\S]){0,500}?INTRDR))/gi,
    },
    // Paper that is laid in, and pages that are composed for one kind of printer.
    {
      files: files.jcl,
      finds:
        /^\/\/\S*[ ]+DD[ ][^\n]*?\b(?:SYSOUT=\([\w*]?,(?!INTRDR)\w*,\w+\)|FCB=|FLASH=)|^\/\/\S+[ ]+OUTPUT[ ][^\n]*?\b(?:FORMS|FORMDEF|PAGEDEF|FCB|FLASH)=/gm,
    },
  ],
}
