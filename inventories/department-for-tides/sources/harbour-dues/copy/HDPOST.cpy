      * HDPOST - A POSTING TO THE SHARED LEDGER, 80 BYTES.
       01  POSTING-RECORD.
           05  POST-TYPE               PIC X(02).
           05  POST-ACCOUNT            PIC X(10).
           05  POST-WEEK               PIC 9(06).
           05  POST-AMOUNT             PIC S9(11)V9(02) COMP-3.
           05  POST-CURRENCY           PIC X(03).
           05  POST-TEXT               PIC X(40).
           05  FILLER                  PIC X(12).
