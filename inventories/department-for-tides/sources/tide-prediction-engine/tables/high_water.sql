-- The turns of the tide, one row each; the public tables and the barriers read them.
CREATE TABLE high_water (
  id         NUMBER(12)    NOT NULL PRIMARY KEY,
  port_code  VARCHAR2(4)   NOT NULL,
  turns_at   TIMESTAMP     NOT NULL,
  height_m   NUMBER(5, 2)  NOT NULL
);

CREATE TABLE constituent (
  port_code  VARCHAR2(4)   NOT NULL,
  symbol     VARCHAR2(6)   NOT NULL,
  amplitude  NUMBER(7, 4)  NOT NULL,
  phase      NUMBER(7, 3)  NOT NULL,
  PRIMARY KEY (port_code, symbol)
);

-- Ships at their berths, as harbour dues sends them, and how much water they will have under them.
CREATE TABLE berth_clearance (
  port_code    VARCHAR2(4)  NOT NULL,
  berth        VARCHAR2(6)  NOT NULL,
  ship_number  NUMBER(7)    NOT NULL,
  draught_m    NUMBER(5, 2) NOT NULL,
  lowest_m     NUMBER(5, 2)
);

CREATE TABLE prediction_change (
  port_code   VARCHAR2(4)  NOT NULL,
  changed_at  TIMESTAMP    NOT NULL,
  changed_by  VARCHAR2(30) NOT NULL
);
