-- Without an agent the device tells, where its sender named it a bot. The subject is the part of the agent that names it, where one does.
SELECT seq, CAST(:score AS DOUBLE) AS score,
	coalesce(
		nullif(regexp_extract(user_agent, '(?i)[a-z0-9._-]*(?:bot|crawl|spider|feed|monitor)[a-z0-9._-]*(?:/[0-9.]+)?'), ''), user_agent, device
	) AS subject
FROM events
WHERE user_agent IN (SELECT value FROM listed) OR (user_agent IS NULL AND device = 'bot')
