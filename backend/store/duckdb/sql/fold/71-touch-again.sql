-- Sessions that stay as they are, of a visitor whose other sessions changed.
UPDATE kept_sessions k SET
	visit = t.visit, prev_start = t.prev_start,
	first_start = t.first_start, is_new = t.is_new,
	first_channel = t.first_channel, first_utm_source = t.first_utm_source, first_utm_medium = t.first_utm_medium,
	first_utm_campaign = t.first_utm_campaign,
	last_channel = t.last_channel, last_utm_source = t.last_utm_source, last_utm_medium = t.last_utm_medium, last_utm_campaign = t.last_utm_campaign
FROM touched_sessions t
WHERE t.session_no = k.session_no AND (
	t.visit, t.prev_start, t.first_start, t.is_new, t.first_channel, t.first_utm_source, t.first_utm_medium, t.first_utm_campaign,
	t.last_channel, t.last_utm_source, t.last_utm_medium, t.last_utm_campaign
) IS DISTINCT FROM (
	k.visit, k.prev_start, k.first_start, k.is_new, k.first_channel, k.first_utm_source, k.first_utm_medium, k.first_utm_campaign,
	k.last_channel, k.last_utm_source, k.last_utm_medium, k.last_utm_campaign
)
