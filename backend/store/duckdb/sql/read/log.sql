-- The shape of streamEvent (backend/contract/stream.ts). concat leaves nulls out, so that what an event has not is not in its JSON; to_json
-- of a struct took twice as long. The range is given, since a LIMIT would make the JSON of all that is left.
SELECT seq, event_id, visitor, received_at, concat(
	'{"source":', to_json(source), ',"event_id":', to_json(event_id), ',"timestamp":', to_json(ts / 1000.0), ',"visitor":', to_json(visitor),
	',"client_id":' || to_json(client_id)::VARCHAR,
	',"session_id":' || to_json(session_id)::VARCHAR,
	',"user_id":' || to_json(user_id)::VARCHAR,
	CASE WHEN user_verified THEN ',"user_verified":true' END,
	',"event_type":', to_json(event_type),
	',"action":' || to_json(action)::VARCHAR,
	',"page":' || to_json(page)::VARCHAR,
	',"url":' || to_json(url)::VARCHAR,
	',"referrer":' || to_json(referrer)::VARCHAR,
	',"utm_source":' || to_json(utm_source)::VARCHAR,
	',"utm_medium":' || to_json(utm_medium)::VARCHAR,
	',"utm_campaign":' || to_json(utm_campaign)::VARCHAR,
	',"utm_term":' || to_json(utm_term)::VARCHAR,
	',"utm_content":' || to_json(utm_content)::VARCHAR,
	',"product_id":' || to_json(product_id)::VARCHAR,
	',"product_name":' || to_json(product_name)::VARCHAR,
	',"product_category":' || to_json(product_category)::VARCHAR,
	',"price":' || to_json(price::DOUBLE)::VARCHAR,
	',"quantity":' || to_json(quantity)::VARCHAR,
	',"currency":' || to_json(currency)::VARCHAR,
	',"order_id":' || to_json(order_id)::VARCHAR,
	',"revenue":' || to_json(revenue::DOUBLE)::VARCHAR,
	',"total":' || to_json(total::DOUBLE)::VARCHAR,
	',"search_term":' || to_json(search_term)::VARCHAR,
	',"device":' || to_json(device)::VARCHAR,
	',"user_agent":' || to_json(user_agent)::VARCHAR,
	',"channel":' || to_json(channel)::VARCHAR,
	',"properties":', properties, '}'
) AS json
FROM events
WHERE seq > $after AND seq <= $last
ORDER BY seq
