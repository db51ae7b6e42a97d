-- rows: JSON texts, in the order in which they were refused.
INSERT INTO rejects (id, received_at, source, body, excerpt)
SELECT nextval('reject_order'), CAST(one ->> 'at' AS BIGINT), one ->> 'source', CAST(one -> 'body' AS VARCHAR), one ->> 'excerpt'
FROM (SELECT unnest($rows)::JSON AS one)
