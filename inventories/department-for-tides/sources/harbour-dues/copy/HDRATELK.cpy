      * HDRATELK - LINKAGE OF THE RATE, FOR BATCH AND ONLINE.
       01  RATE-REQUEST.
           05  RATE-HARBOUR            PIC X(04).
           05  RATE-TONNAGE            PIC S9(07)V9(02) COMP-3.
           05  RATE-DAYS               PIC S9(04) COMP.
           05  RATE-CHARGE             PIC S9(09)V9(02) COMP-3.
           05  RATE-RETURN             PIC S9(04) COMP.
