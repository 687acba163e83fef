      *-----------------------------------------------------------*
      * HDCHARGE - CHARGES OF ONE STAY, ONE LINE EACH KIND.        *
      *-----------------------------------------------------------*
       01  :TAG:-RECORD.
           05  :TAG:-KEY.
               10  :TAG:-STAY          PIC S9(09) COMP.
               10  :TAG:-WEEK          PIC 9(06).
           05  :TAG:-TONNAGE           PIC S9(07)V9(02) COMP-3.
           05  :TAG:-TOTAL             PIC S9(09)V9(02) COMP-3.
           05  :TAG:-PAID REDEFINES :TAG:-TOTAL
                                       PIC S9(09)V9(02) COMP-3.
           05  :TAG:-CURRENCY          PIC X(03).
           05  :TAG:-LINES             PIC S9(04) COMP.
           05  :TAG:-LINE OCCURS 1 TO 12 TIMES
                       DEPENDING ON :TAG:-LINES.
               10  :TAG:-KIND          PIC X(04).
               10  :TAG:-AMOUNT        PIC S9(07)V9(02) COMP-3.
