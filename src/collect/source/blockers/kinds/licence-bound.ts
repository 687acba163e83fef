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
    {files: files.code, finds: /\b(?:hasp_login|HaspKey|FlexNet|FlexLM|lmgrd|SentinelLicen[cs]e)\b/g},
  ],
}
