-- What each day's rows are, in 32 hexadecimal digits: equal rows, equal digits. DuckDB's hash is that of one version; the outer one mixes the
-- last column in as the others are.
SELECT day, md5(concat_ws(' ', version(), $columns, count(*), bit_xor(h), sum(h))) AS content
FROM (SELECT strftime(epoch_ms(ts), '%Y-%m-%d') AS day, hash(hash(/*columns*/)) AS h FROM events WHERE seq <= $folded)
GROUP BY day
ORDER BY day
