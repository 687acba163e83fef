import {type BlockerRule, files} from '../blocker-rule.ts'

export const printing: BlockerRule = {
  id: 'printing',
  patterns: [
    {
      files: files.basic,
      finds:
        /\bPrinter\.(?:Print|EndDoc|NewPage|KillDoc|PaintPicture)\b|\bPrinters\s*\(|\.PrintForm\b|\bStartDocPrinter[AW]?\b|"LPT\d:?"/gi,
    },
    {files: files.pascal, finds: /\bPrinter\.(?:BeginDoc|EndDoc|NewPage|Canvas)\b|\bTQuickRep\b|'LPT\d:?'/gi},
    {files: files.dotnet, finds: /\bnew PrintDocument\s*\(|\bNew PrintDocument\b/g},
  ],
}
