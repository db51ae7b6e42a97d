import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useStatus } from "../../app/queries.js";
import { useZone } from "../../app/use-zone.js";
import { CopyButton } from "../../ui/copy-button.js";
import { format } from "../../ui/format.js";
import { linkOf } from "./people-words.js";
import classes from "./settings.module.css";

export interface Link {
	readonly username: string;
	readonly purpose: "invite" | "reset";
	readonly path: string;
	readonly expires_at: string;
}

/** Shown once: only a hash of the code is kept, so it cannot be shown again. */
export const OneTimeLink = ({ link, onClose }: { link: Link; onClose: () => void }) => {
	const tz = useZone();
	const address = useStatus().data?.address ?? null;
	const url = linkOf(link.path, address, window.location.origin);
	return (
		<section className={classes.oneTime} aria-label="One-time link" role="status">
			<IconKey size={18} stroke={1.6} aria-hidden />
			<div>
				<p>
					<strong>Give this link to {link.username}.</strong> It{" "}
					{link.purpose === "invite" ? "sets their password and lets them in" : "sets a new password"}, once, until{" "}
					{format.dateTime(Date.parse(link.expires_at), tz)} ({tz}). It is shown only now.
				</p>
				{url ? (
					<div className={classes.secret}>
						<code>{url}</code>
						<CopyButton text={url}>Copy the link</CopyButton>
					</div>
				) : (
					<p>No server listens, so nobody can open it yet. Make a new link once the server listens.</p>
				)}
				<Button variant="default" mt={8} onClick={onClose}>
					Done, hide it
				</Button>
			</div>
		</section>
	);
};
