import {projectLines} from '../../languages/vb6/project-lines.ts'
import {type BlockerRule, files} from '../blocker-rule.ts'
import type {TreeTold} from '../tree-told.ts'

export const comComponents: BlockerRule = {
  id: 'com-components',
  patterns: [
    {
      files: files.basic,
      // A method or a function of the same name is somebody's own.
      finds:
        /(?:(?<![.\w])(?<!\b(?:Function|Sub|Get|Let|Set)\s+)|\b(?:Server|WScript)\.)(?:CreateObject|GetObject)\s*\(\s*(?:"(?<name>[\w.]{1,100}))?/gi,
      isCode: true,
    },
    {
      files: files.dotnet,
      finds:
        /\[\s*ComImport\b|<\s*ComImport\b|\bType\.GetTypeFrom(?:ProgID|CLSID)\s*\(|\bMarshal\.GetActiveObject\s*\(/g,
    },
    {
      files: /\.vbp$/i,
      finds:
        /^Object\s*=(?!\s*\*\\A)(?:[^;\n]*;\s*(?<name>[^\r\n]*))?|^Reference\s*=\s*\*\\G(?!\{00020430-)(?:[^#\n]*#){3}(?:[^#\n]*\\)?(?<path>[^#\n\\]*)/gim,
    },
    {files: /\.(?:csproj|vbproj)$/i, finds: /<COMReference\b/g},
    {files: files.scripts, finds: /\bnew ActiveXObject\s*\(/g},
    {files: files.php, finds: /\bnew \\?COM\s*\(/g},
    {files: files.python, finds: /\bwin32com\.client\b|\bcomtypes\.client\b/g},
    {files: files.powershell, finds: /\bNew-Object\s+(?:-\w+\s+)?-?ComObject\b/gi},
    {files: files.java, finds: /\bcom\.jacob\.|\bnew ActiveXComponent\s*\(/g},
    {
      files: files.pascal,
      finds: /\b(?:CreateOleObject|GetActiveOleObject|CreateComObject|CoCreateInstance)\s*\(/gi,
      isCode: true,
    },
    {files: files.powerBuilder, finds: /\.ConnectTo(?:New|Remote)?Object\s*\(/gi, isCode: true},
  ],
  isOwn,
}

/** A component whose project stands in the tree, by its name, that of its file, or `Project.Class`. */
function isOwn({manifests}: TreeTold): (name: string) => boolean {
  const built = new Set(
    manifests
      .filter(({path}) => /\.vbp$/i.test(path))
      .flatMap(({text}) => {
        const lines = projectLines(text)
        const valueOf = (key: string): string =>
          lines
            .find((line) => line.key === key)
            ?.value.replaceAll('"', '')
            .trim()
            .toLowerCase() ?? ''
        const isComponent = /^(?:oledll|oleexe|control)$/.test(valueOf('type'))
        return isComponent ? [valueOf('name'), valueOf('exename32')].filter(Boolean) : []
      }),
  )
  return (name) => {
    const plain = name.trim().toLowerCase()
    const isFile = /\.(?:dll|ocx|exe|tlb|olb)$/.test(plain)
    return built.has(plain) || (!isFile && built.has(plain.split('.')[0] ?? ''))
  }
}
