CREATE OR REPLACE PACKAGE BODY tide_prediction AS

  c_exchange CONSTANT VARCHAR2(30) := 'EXCHANGE_IN';
  c_berths   CONSTANT VARCHAR2(30) := 'berths.dat';

  -- Seconds by which the master clock was ahead when the constituents were fitted.
  FUNCTION clock_offset RETURN NUMBER IS
    l_offset NUMBER;
  BEGIN
    SELECT MAX(offset_s) INTO l_offset FROM clock_reading@master_clock WHERE chosen = 'Y';
    RETURN NVL(l_offset, 0);
  END clock_offset;

  FUNCTION height_at(p_port IN VARCHAR2, p_at IN TIMESTAMP) RETURN NUMBER IS
    l_height NUMBER := 0;
    l_hours  NUMBER := (CAST(p_at AS DATE) - DATE '2000-01-01') * 24 + clock_offset / 3600;
  BEGIN
    FOR c IN (SELECT k.amplitude, k.phase, a.speed
                FROM constituent k JOIN lunar_argument a ON a.symbol = k.symbol
               WHERE k.port_code = p_port) LOOP
      l_height := l_height + c.amplitude * COS((c.speed * l_hours - c.phase) * 3.14159265358979 / 180);
    END LOOP;
    IF l_height = 0 THEN
      RAISE e_no_constituents;
    END IF;
    RETURN ROUND(l_height, 2);
  END height_at;

  PROCEDURE predict_port(p_port IN VARCHAR2, p_from IN DATE, p_days IN PLS_INTEGER DEFAULT 10) IS
    l_at TIMESTAMP := CAST(p_from AS TIMESTAMP);
  BEGIN
    DELETE FROM high_water WHERE port_code = p_port AND turns_at >= p_from;
    WHILE l_at < p_from + p_days LOOP
      IF height_at(p_port, l_at) > height_at(p_port, l_at - INTERVAL '6' MINUTE)
         AND height_at(p_port, l_at) >= height_at(p_port, l_at + INTERVAL '6' MINUTE) THEN
        INSERT INTO high_water (id, port_code, turns_at, height_m)
        VALUES (high_water_seq.NEXTVAL, p_port, l_at, height_at(p_port, l_at));
      END IF;
      l_at := l_at + INTERVAL '6' MINUTE;
    END LOOP;
  END predict_port;

  PROCEDURE predict_all IS
  BEGIN
    FOR p IN (SELECT DISTINCT port_code FROM constituent) LOOP
      predict_port(p.port_code, TRUNC(SYSDATE));
    END LOOP;
    COMMIT;
  END predict_all;

  -- The file of the mainframe: 80 characters, one ship a line.
  PROCEDURE take_berths IS
    l_file UTL_FILE.FILE_TYPE;
    l_line VARCHAR2(80);
  BEGIN
    EXECUTE IMMEDIATE 'TRUNCATE TABLE berth_clearance';
    l_file := UTL_FILE.FOPEN(c_exchange, c_berths, 'r');
    LOOP
      BEGIN
        UTL_FILE.GET_LINE(l_file, l_line);
      EXCEPTION
        WHEN NO_DATA_FOUND THEN EXIT;
      END;
      INSERT INTO berth_clearance (port_code, berth, ship_number, draught_m)
      VALUES (SUBSTR(l_line, 1, 4), RTRIM(SUBSTR(l_line, 5, 6)), TO_NUMBER(SUBSTR(l_line, 11, 7)),
              TO_NUMBER(SUBSTR(l_line, 64, 5)) / 100);
    END LOOP;
    UTL_FILE.FCLOSE(l_file);
    UPDATE berth_clearance b
       SET lowest_m = (SELECT MIN(w.height_m) FROM high_water w WHERE w.port_code = b.port_code);
    COMMIT;
  END take_berths;

END tide_prediction;
/
