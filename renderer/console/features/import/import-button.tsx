import { Button, Tooltip } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";

interface Props {
	readonly readiness: { readonly ready: boolean; readonly label: string; readonly why: string | null };
	readonly onImport: () => void;
}

/** Says why it does nothing, also to who comes by keyboard: a disabled button takes no focus. */
export const ImportButton = ({ readiness: { ready, label, why }, onImport }: Props) => (
	<Tooltip label={why} disabled={why === null}>
		<Button
			leftSection={<IconFileImport size={15} stroke={1.7} aria-hidden />}
			aria-disabled={!ready}
			{...(ready ? {} : { "data-disabled": true })}
			onClick={() => ready && onImport()}
		>
			{label}
		</Button>
	</Tooltip>
);
