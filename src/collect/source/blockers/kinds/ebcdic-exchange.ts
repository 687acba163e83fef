import {type BlockerRule, files} from '../blocker-rule.ts'

/** EBCDIC by its names: those of its commonest code pages, and of programs that turn it into another code. */
const codePage = String.raw`(?:cp|ibm-?|x-ibm-?)0?(?:37|273|285|500|1047|1140|1141|1146)`

export const ebcdicExchange: BlockerRule = {
  id: 'ebcdic-exchange',
  patterns: [
    // DFSORT's tables of translation, the converter of z/OS, and FTP's own tables.
    {
      files: files.jcl,
      finds: /\bTRAN=(?:ETOA|ATOE)\b|^\/\/\S*[ ]+EXEC[ ]+(?:[A-Z]+=[^\s,]*,)*PGM=EDCICONV\b|\bSBDATACONN[ =]\(/gm,
    },
    {files: files.jcl, finds: new RegExp(String.raw`\biconv[ ][^\n]{0,100}-[ft][ ]?["']?${codePage}\b`, 'gi')},
    {
      files: files.shell,
      finds: new RegExp(
        String.raw`\biconv[ ][^\n]{0,100}-[ft][ ]?["']?${codePage}\b|\bdd[ ][^\n]{0,200}\bconv=(?:\w+,)*(?:ascii|ebcdic|ibm)\b`,
        'gi',
      ),
    },
    {
      files: files.java,
      finds: new RegExp(
        String.raw`\b(?:Charset\.forName|getBytes|new String|new (?:Input|Output)Stream(?:Reader|Writer)|CodePage|Scanner)\s*\([^;\n]{0,200}?"${codePage}"`,
        'gi',
      ),
      isCode: true,
    },
    {
      files: files.python,
      finds: new RegExp(
        String.raw`\.(?:de|en)code\s*\(\s*["']${codePage}["']|\bopen\s*\([^\n]{0,200}\bencoding\s*=\s*["']${codePage}["']`,
        'gi',
      ),
    },
    {
      files: files.dotnet,
      finds: new RegExp(
        String.raw`\bEncoding\.GetEncoding\s*\(\s*(?:"${codePage}"|(?:37|500|1047|1140|1146|20273|20285)\s*\))`,
        'gi',
      ),
      isCode: true,
    },
  ],
  ofTree: ({packedInExchanges}) => packedInExchanges(),
}
