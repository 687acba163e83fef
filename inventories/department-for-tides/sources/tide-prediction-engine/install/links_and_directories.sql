-- Run once by the administrator. The password of the link is asked for.
CREATE OR REPLACE DIRECTORY exchange_in AS '/u02/exchange';
GRANT READ ON DIRECTORY exchange_in TO const_owner;

CREATE DATABASE LINK master_clock
  CONNECT TO readings_ro IDENTIFIED BY "&link_password"
  USING '//master01.clocks.example:1521/MASTER';
