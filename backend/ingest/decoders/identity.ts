import { given, type Raw, textOf } from "./wire.js";

/** What a client says of who it is. */
export interface Said {
	/** An id of the browser or device. */
	readonly anonymous?: unknown;
	/** An id of a person that the shop knows. */
	readonly user?: unknown;
	readonly session?: unknown;
}

/**
 * The identity rules of all clients. The anonymous id is the visitor and the known id the user, each as it was sent; neither takes the
 * other's place. An event that carries both links them, for what came before too (docs/metrics.md, "person"), which is all that
 * identify and alias do: alias says that the id before (as anonymous) is this user.
 */
export const identityOf = ({ anonymous, user, session }: Said): Raw => {
	const [client_id, user_id] = [textOf(anonymous), textOf(user)];
	return given({ client_id, user_id: user_id === client_id ? undefined : user_id, session_id: textOf(session) });
};
