import {type BlockerRule, files} from '../blocker-rule.ts'

export const licenceBound: BlockerRule = {
  id: 'licence-bound',
  patterns: [
    {
      files: files.java,
      finds:
        /\bimport\s+(?:static\s+)?(?:weblogic\.|com\.ibm\.(?:websphere|ws|mq|db2)\.|com\.crystaldecisions\.|com\.aspose\.|oracle\.(?:jdbc|adf|forms|toplink)\.|com\.sap\.conn\.jco|com\.documentum\.|com\.tibco\.|ilog\.)/g,
    },
    {
      files: files.dotnet,
      finds:
        /\b(?:using|Imports)\s+(?:CrystalDecisions|Aspose|Oracle\.(?:ManagedDataAccess|DataAccess)|IBM\.(?:WMQ|Data)|Microsoft\.(?:BizTalk|SharePoint|Office\.Interop)|SAP\.Middleware|Telerik|DevExpress|Infragistics)\b/g,
    },
    // Crystal Reports: its runtime comes with a licence, and of old for 32 bits alone.
    {
      files: files.basic,
      finds:
        /\b(?:CRAXD?DRT|CRPEAuto|CRViewerLib\w*|CRVIEWERLibCtl|CrystalActiveXReportViewerLib\w*|Crystal\.CrystalReport)\b|"Crystal(?:Runtime|Reports?)\d*\.\w+|\bLib\s+"crpe\d*(?:\.dll)?"/gi,
    },
    {
      files: /\.vbp$/i,
      finds:
        /^(?:Object|Reference)\s*=[^\r\n]*(?:crystl32\.ocx|crviewer\w*\.(?:dll|ocx)|craxd?drt\w*\.dll|crpe32\.dll|cpeaut32\.dll)/gim,
    },
    {files: /\.(?:csproj|vbproj)$/i, finds: /\bInclude\s*=\s*"CrystalDecisions\./g},
    {files: files.pascal, finds: /\b(?:UCrpe(?:32|Classes)?|CRPE32|TCrpe)\b/gi, isCode: true},
    {files: files.pascalForms, finds: /^[ \t]*object \w+: TCrpe\b/gm},
    {files: files.powerBuilder, finds: /"Crystal(?:Runtime|Reports?)\d*\.\w+/gi},
    {files: files.code, finds: /\b(?:hasp_login|HaspKey|FlexNet|FlexLM|lmgrd|SentinelLicen[cs]e)\b/g},
  ],
}
