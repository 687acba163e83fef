import {type BlockerRule, files} from '../blocker-rule.ts'

export const globalAssemblyCache: BlockerRule = {
  id: 'global-assembly-cache',
  patterns: [
    {
      files: /\.(?:bat|cmd|ps1|targets|proj|csproj|vbproj|msbuild|build)$/i,
      finds: /\bgacutil(?:\.exe)?\b|\bGAC_MSIL\b|\bGacInstall\b/gi,
    },
    {files: files.dotnet, finds: /\bassembly:\s*AssemblyKey(?:File|Name)\s*\(\s*@?"[^"]/gi},
  ],
}
