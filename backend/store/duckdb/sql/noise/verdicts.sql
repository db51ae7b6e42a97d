CREATE OR REPLACE TEMP TABLE verdicts (seq BIGINT, place INTEGER, reason VARCHAR, score DOUBLE, subject VARCHAR, fresh BOOLEAN)
