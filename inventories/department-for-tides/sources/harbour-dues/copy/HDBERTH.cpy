      *-----------------------------------------------------------*
      * HDBERTH - A SHIP AT A BERTH, AS THE EXTRACT HAS IT.        *
      * COPY WITH REPLACING ==:TAG:== BY A PREFIX.                 *
      *-----------------------------------------------------------*
       01  :TAG:-RECORD.
           05  :TAG:-HARBOUR           PIC X(04).
           05  :TAG:-BERTH             PIC X(06).
           05  :TAG:-SHIP-NUMBER       PIC 9(07).
           05  :TAG:-SHIP-NAME         PIC X(30).
           05  :TAG:-ARRIVED           PIC 9(08).
           05  :TAG:-LEAVES            PIC 9(08).
           05  :TAG:-DRAUGHT-CM        PIC 9(05).
           05  FILLER                  PIC X(12).
