import {type BlockerRule, files} from '../blocker-rule.ts'

export const windowsRegistry: BlockerRule = {
  id: 'windows-registry',
  patterns: [
    {
      files: files.dotnet,
      finds:
        /\bRegistry\.(?:LocalMachine|CurrentUser|ClassesRoot|Users|GetValue|SetValue)\b|\bRegistryKey\.OpenBaseKey\b|\bMy\.Computer\.Registry\b/g,
    },
    {
      files: files.basic,
      finds:
        /\bReg(?:Open|Create|Query|Set)(?:Key|Value)(?:Ex)?[AW]?\b|\b(?:GetSetting|SaveSetting)\s*\(|\.Reg(?:Read|Write)\b/gi,
    },
    {files: files.pascal, finds: /\bT(?:Registry|RegIniFile|RegistryIniFile)\.Create\b/gi, isCode: true},
    {files: files.python, finds: /\bimport\s+_?winreg\b|\bwinreg\.(?:OpenKey|CreateKey|SetValue)/g},
    {files: files.powershell, finds: /\bHK(?:LM|CU|CR):|\bRegistry::HKEY_/gi},
    {files: /\.(?:bat|cmd)$/i, finds: /\breg(?:\.exe)?\s+(?:add|query|delete)\b/gi},
    {files: files.java, finds: /\bAdvapi32Util\.registry\w+/g},
  ],
}
