SELECT (SELECT count(*) FROM events WHERE $since IS NULL OR ts >= $since) AS events,
	(SELECT count(*) FROM events WHERE noisy AND ($since IS NULL OR ts >= $since)) AS marked,
	(SELECT count(DISTINCT seq) FROM verdicts WHERE fresh) AS fresh,
	(SELECT count(*) FROM doomed) AS doomed
