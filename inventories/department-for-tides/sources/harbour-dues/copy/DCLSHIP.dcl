      ******************************************************************
      * DCLGEN TABLE(DUES.SHIP)                                        *
      *        LIBRARY(DUES.PROD.DCLGEN(DCLSHIP))                      *
      ******************************************************************
           EXEC SQL DECLARE DUES.SHIP TABLE
           ( SHIP_NUMBER                    INTEGER NOT NULL,
             SHIP_NAME                      CHAR(30) NOT NULL,
             TONNAGE                        DECIMAL(9, 2) NOT NULL,
             DRAUGHT_CM                     SMALLINT NOT NULL
           ) END-EXEC.
       01  DCLSHIP.
           10 SHIP-NUMBER          PIC S9(9) USAGE COMP.
           10 SHIP-NAME            PIC X(30).
           10 TONNAGE              PIC S9(7)V9(2) USAGE COMP-3.
           10 DRAUGHT-CM           PIC S9(4) USAGE COMP.
