import {type BlockerRule, files} from '../blocker-rule.ts'

export const comComponents: BlockerRule = {
  id: 'com-components',
  patterns: [
    {files: files.basic, finds: /\b(?:Server\.)?(?:CreateObject|GetObject)\s*\(/gi},
    {
      files: files.dotnet,
      finds:
        /\[\s*ComImport\b|<\s*ComImport\b|\bType\.GetTypeFrom(?:ProgID|CLSID)\s*\(|\bMarshal\.GetActiveObject\s*\(/g,
    },
    {files: files.pascal, finds: /\b(?:CreateOleObject|CreateComObject|GetActiveOleObject|CoCreateInstance)\s*\(/gi},
    {files: /\.vbp$/i, finds: /^Object\s*=|^Reference\s*=\s*\*\\G(?!\{00020430-)/gim},
    {files: /\.(?:csproj|vbproj)$/i, finds: /<COMReference\b/g},
    {files: files.scripts, finds: /\bnew ActiveXObject\s*\(/g},
    {files: files.php, finds: /\bnew \\?COM\s*\(/g},
    {files: files.python, finds: /\bwin32com\.client\b|\bcomtypes\.client\b/g},
    {files: files.powershell, finds: /\bNew-Object\s+(?:-\w+\s+)?-?ComObject\b/gi},
    {files: files.java, finds: /\bcom\.jacob\.|\bnew ActiveXComponent\s*\(/g},
  ],
}
