-- How far stored events were forwarded: one row a target (a topic of a cluster) and writer (the order of numbers). position is JSON.
CREATE TABLE forward_cursors (target VARCHAR NOT NULL, writer VARCHAR NOT NULL, position VARCHAR, fence BIGINT NOT NULL, holder VARCHAR, until BIGINT NOT NULL);
-- Tells this file from one that was made anew; a copy put back goes on as the file it was.
CREATE TABLE log_writer (id VARCHAR NOT NULL);
INSERT INTO log_writer SELECT CAST(uuid() AS VARCHAR);
