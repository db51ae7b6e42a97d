import type { WriteKey } from "../../../../backend/contract/tracking.js";
import { ConfirmDialog } from "../../ui/confirm-dialog.js";
import { useRevokeKey } from "./use-keys.js";

export const RevokeDialog = ({ writeKey, onClose }: { writeKey: WriteKey | null; onClose: () => void }) => {
	const revoke = useRevokeKey();
	const close = (): void => {
		revoke.reset();
		onClose();
	};
	return (
		<ConfirmDialog
			title="Revoke this write key?"
			opened={writeKey !== null}
			onClose={close}
			action="Revoke the key"
			onAct={() => writeKey && revoke.mutate(writeKey.key_id, { onSuccess: close })}
			busy={revoke.isPending}
			failed={revoke.error && { what: "The key was not revoked.", error: revoke.error }}
		>
			{writeKey && wordsOf(writeKey)}
		</ConfirmDialog>
	);
};

const wordsOf = ({ name, kind }: WriteKey): string => {
	const refused = `“${name}” is refused from now on, with 401, wherever it is still in use. It cannot be brought back. The events that it sent stay.`;
	return kind === "shop" ? `${refused} The demo shop makes itself a new one for its next page.` : refused;
};
