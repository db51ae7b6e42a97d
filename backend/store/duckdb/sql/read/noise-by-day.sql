-- See Replica.noiseByDay.
SELECT
	strftime(epoch_ms(ts), '%Y-%m-%d') AS day,
	concat_ws(
		':', count(*), sum(ts % 86400000), coalesce(sum(noise_at % 2147483648), 0), coalesce(sum(len(noise_reasons)), 0)
	) AS told
FROM events
WHERE noisy
GROUP BY 1
