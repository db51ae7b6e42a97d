import { identityOf } from "./identity.js";
import { type Decoded, given, isRecord, malformed, objectOf, type Raw, recordOf, textOf, type Wire } from "./wire.js";

/** Not events of a visitor: recordings, and the asking for feature flags. */
const dropped: ReadonlySet<string> = new Set(["$snapshot", "$performance_event", "$feature_flag_called"]);

/** What is to be counted of a body: a list, a batch, or one event. */
export const posthogEvents = (body: unknown): readonly unknown[] => {
	const all = Array.isArray(body) ? body : isRecord(body) ? (Array.isArray(body["batch"]) ? body["batch"] : [body]) : [body];
	return all.filter((one) => !dropped.has(textOf(recordOf(one)["event"]) ?? ""));
};

/** The project's key, which stands in the body: of a batch, or of its first event. */
export const posthogKey = (body: unknown): string | undefined => {
	const whole = recordOf(body);
	const first = recordOf(Array.isArray(body) ? body[0] : Array.isArray(whole["batch"]) ? whole["batch"][0] : whole);
	return textOf(whole["api_key"]) ?? textOf(whole["token"]) ?? textOf(first["api_key"]) ?? textOf(recordOf(first["properties"])["token"]);
};

/**
 * posthog-js keeps an id of the device beside `distinct_id`, which is that id until someone is identified. Servers send
 * `distinct_id` alone: a person, unless they say that no profile is to be made.
 */
const saidOf = (event: Raw, properties: Raw) => {
	const distinct = textOf(event["distinct_id"]) ?? textOf(properties["distinct_id"]) ?? textOf(event["$distinct_id"]);
	const before = textOf(properties["$anon_distinct_id"]) ?? (event["event"] === "$create_alias" ? textOf(properties["alias"]) : undefined);
	const device = textOf(properties["$device_id"]) ?? before;
	const session = properties["$session_id"];
	if (device !== undefined) return { anonymous: device, user: distinct, session };
	return properties["$process_person_profile"] === false ? { anonymous: distinct, session } : { user: distinct, session };
};

/** posthog-js sends how long before the request it happened, and no time of its own: that is by our clock already, and nothing is to be corrected. */
const timeOf = (event: Raw, receivedAt: number): Raw => {
	const offset = event["offset"];
	const counted = typeof offset === "number" && Number.isFinite(offset);
	return counted ? { timestamp: (receivedAt - offset) / 1000, sent_at: receivedAt / 1000 } : given({ timestamp: event["timestamp"] });
};

const wellKnown = (properties: Raw): Raw => {
	const ours = given({ url: properties["$current_url"], referrer: properties["$referrer"], user_agent: properties["$raw_user_agent"] });
	const { token: _token, $raw_user_agent: _agent, ...rest } = properties;
	return { ...ours, ...rest };
};

const eventsOwn = ["$set", "$set_once", "$groups"] as const;

/** An event of PostHog's capture API: https://posthog.com/docs/api/capture */
export const decodePosthog = (raw: unknown, receivedAt: number): Decoded => {
	const event = objectOf(raw, "PostHog's clients do");
	const properties = recordOf(event["properties"]);
	const eventType = textOf(event["event"]);
	if (eventType === undefined) throw malformed("event", "The event has no name", "Call capture with a name, such as order_completed.");
	const extra = given(Object.fromEntries(eventsOwn.map((name) => [name, event[name]])));
	return {
		input: {
			...given({ event_id: textOf(event["uuid"]) ?? textOf(properties["$insert_id"]) }),
			...timeOf(event, receivedAt),
			...identityOf(saidOf(event, properties)),
			event_type: eventType,
			page: textOf(properties["$pathname"]) ?? null,
			properties: { ...wellKnown(properties), ...extra },
		},
		ip: textOf(properties["$ip"]),
	};
};

export const posthog: Wire = {
	source: "posthog",
	decode: decodePosthog,
	fields: {
		event_id: "uuid",
		client_id: "properties.$device_id",
		user_id: "distinct_id",
		session_id: "properties.$session_id",
		event_type: "event",
		page: "properties.$pathname",
	},
};
