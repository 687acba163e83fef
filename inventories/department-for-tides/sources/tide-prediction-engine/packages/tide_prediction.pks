CREATE OR REPLACE PACKAGE tide_prediction AS
  -- Heights are in metres above chart datum, moments in UTC.

  e_no_constituents EXCEPTION;

  PROCEDURE predict_port(p_port IN VARCHAR2, p_from IN DATE, p_days IN PLS_INTEGER DEFAULT 10);
  PROCEDURE predict_all;
  PROCEDURE take_berths;
  FUNCTION height_at(p_port IN VARCHAR2, p_at IN TIMESTAMP) RETURN NUMBER;
END tide_prediction;
/
