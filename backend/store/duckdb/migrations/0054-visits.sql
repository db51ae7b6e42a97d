-- Which of its visitor's sessions a session is, and when the one before began: sql/kept/touches.sql.
ALTER TABLE kept_sessions ADD COLUMN visit BIGINT;
ALTER TABLE kept_sessions ADD COLUMN prev_start BIGINT;
