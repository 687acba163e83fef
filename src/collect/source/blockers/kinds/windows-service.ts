import {type BlockerRule, files} from '../blocker-rule.ts'

export const windowsService: BlockerRule = {
  id: 'windows-service',
  patterns: [
    {
      files: files.dotnet,
      finds:
        /[:,]\s*(?:System\.ServiceProcess\.)?ServiceBase\b|\bInherits\s+(?:System\.ServiceProcess\.)?ServiceBase\b|\bServiceBase\.Run\s*\(|\bUseWindowsService\s*\(|\bAddWindowsService\s*\(|\bHostFactory\.(?:Run|New)\s*\(/g,
    },
    {files: files.powershell, finds: /\bNew-Service\b/gi},
    {files: /\.(?:bat|cmd)$/i, finds: /\bsc(?:\.exe)?\s+create\b|\binstallutil(?:\.exe)?\b/gi},
  ],
}
