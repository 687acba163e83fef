import {type BlockerRule, files} from '../blocker-rule.ts'

const connection = /\b(?:Integrated\s+Security|Trusted_Connection)\s*=\s*(?:SSPI|true|yes)\b/gi

export const windowsAuthentication: BlockerRule = {
  id: 'windows-authentication',
  patterns: [
    {files: files.settings, finds: connection},
    {files: files.code, finds: connection},
    {files: files.powershell, finds: connection},
    {
      files: files.xml,
      finds:
        /<authentication\b[^>]{0,200}\bmode\s*=\s*["']Windows["']|<windowsAuthentication\b[^>]{0,200}\benabled\s*=\s*["']true["']/gi,
    },
    {
      files: files.dotnet,
      finds:
        /\bNegotiateDefaults\.AuthenticationScheme\b|\bWindowsIdentity\.GetCurrent\s*\(|\bWindowsImpersonationContext\b/g,
    },
  ],
}
