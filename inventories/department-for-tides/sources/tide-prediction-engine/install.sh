#!/bin/sh
# Puts the package into the constituents database; the password is asked for.
sqlplus const_owner@//tidedb01.tides.example:1521/CONST <<SQL
@tables/high_water.sql
@install/links_and_directories.sql
@packages/tide_prediction.pks
@packages/tide_prediction.pkb
@packages/high_water_changes.trg
@jobs/nightly.sql
SQL
