      * HDCOMM - WHAT THE TRANSACTIONS HAND TO EACH OTHER.
       01  HD-COMMAREA.
           05  HD-FUNCTION             PIC X(01).
               88  HD-INQUIRE                  VALUE 'I'.
               88  HD-ARRIVE                   VALUE 'A'.
               88  HD-DEPART                   VALUE 'D'.
           05  HD-HARBOUR              PIC X(04).
           05  HD-BERTH                PIC X(06).
           05  HD-SHIP-NUMBER          PIC 9(07).
           05  HD-MESSAGE              PIC X(60).
