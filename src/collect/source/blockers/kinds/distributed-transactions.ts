import {type BlockerRule, files} from '../blocker-rule.ts'

export const distributedTransactions: BlockerRule = {
  id: 'distributed-transactions',
  patterns: [
    {
      files: files.java,
      finds:
        /\b(?:XADataSource|XAConnectionFactory|XAResource|UserTransaction)\b\s+\w|\bnew (?:Atomikos|Bitronix)\w*|\bJtaTransactionManager\b/g,
    },
    {
      files: files.dotnet,
      finds:
        /\bEnterpriseServices\b|\bTransactionInterop\b|\bEnlistDistributedTransaction\b|\bTransactionManager\.ImplicitDistributedTransactions\b/g,
    },
    {
      files: files.settings,
      finds: /\bxa-datasource\b|<xa-data-?source\b|\bspring\.jta\.|com\.\w[\w.]*\bXADataSource\b/gi,
    },
  ],
}
