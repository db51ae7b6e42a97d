import { identityOf } from "./identity.js";
import { type Decoded, given, malformed, objectOf, type Raw, recordOf, textOf, type Wire } from "./wire.js";

/** Kinds of call, with the event type that those without a name of their own get. */
const kinds: Readonly<Record<string, string>> = {
	page: "page",
	screen: "screen",
	identify: "identify",
	group: "group",
	alias: "alias",
};

const eventTypeOf = (message: Raw, kind: string | undefined): string => {
	if (kind === "track") {
		const event = textOf(message["event"]);
		if (event === undefined) throw malformed("event", "A track call has no event name", "Call track with a name, such as Order Completed.");
		return event;
	}
	const type = kind === undefined ? undefined : kinds[kind];
	if (type === undefined || !Object.hasOwn(kinds, kind ?? ""))
		throw malformed("type", `"${String(kind).slice(0, 40)}" is no kind of call`, "Send track, page, screen, identify, group or alias.");
	return type;
};

/** What the context tells, under the names that normalisation knows; the event's own properties go before. */
const contextual = (context: Raw): Raw => {
	const [page, campaign] = [recordOf(context["page"]), recordOf(context["campaign"])];
	const { source, medium, name, term, content } = campaign;
	return given({
		url: page["url"],
		referrer: page["referrer"],
		title: page["title"],
		utm_source: source,
		utm_medium: medium,
		utm_campaign: name,
		utm_term: term,
		utm_content: content,
		user_agent: context["userAgent"],
	});
};

const heldElsewhere = new Set(["page", "campaign", "userAgent"]);

const remainder = (context: Raw): Raw => Object.fromEntries(Object.entries(context).filter(([name]) => !heldElsewhere.has(name)));

const propertiesOf = (message: Raw, kind: string | undefined): Raw => {
	const context = recordOf(message["context"]);
	const rest = remainder(context);
	return {
		...contextual(context),
		...recordOf(message["properties"]),
		...given({
			name: kind === "page" || kind === "screen" ? message["name"] : undefined,
			category: kind === "page" ? message["category"] : undefined,
			group_id: message["groupId"],
			previous_id: message["previousId"],
			traits: message["traits"],
		}),
		...(Object.keys(rest).length > 0 && { context: rest }),
	};
};

/** A single call's kind is told by its path where the body does not tell it. */
export const withKind = (body: unknown, kind: string): unknown =>
	textOf(recordOf(body)["type"]) === undefined ? { ...recordOf(body), type: kind } : body;

/** A message of Segment's HTTP API, which RudderStack speaks too: https://segment.com/docs/connections/spec/common */
export const decodeSegment = (raw: unknown): Decoded => {
	const message = objectOf(raw, "Segment's clients do");
	const kind = textOf(message["type"])?.toLowerCase();
	const context = recordOf(message["context"]);
	const anonymous = message["anonymousId"] ?? (kind === "alias" ? message["previousId"] : undefined);
	const session = context["sessionId"];
	return {
		input: {
			...given({
				event_id: textOf(message["messageId"]),
				timestamp: message["originalTimestamp"] ?? message["timestamp"],
				sent_at: message["sentAt"],
			}),
			...identityOf({ anonymous, user: message["userId"], session }),
			event_type: eventTypeOf(message, kind),
			page: textOf(recordOf(context["page"])["path"]) ?? textOf(recordOf(message["properties"])["path"]) ?? null,
			properties: propertiesOf(message, kind),
		},
		ip: textOf(context["ip"]),
	};
};

export const segment: Wire = {
	source: "segment",
	decode: decodeSegment,
	fields: {
		event_id: "messageId",
		client_id: "anonymousId",
		user_id: "userId",
		session_id: "context.sessionId",
		event_type: "event",
		page: "context.page.path",
		sent_at: "sentAt",
	},
};
