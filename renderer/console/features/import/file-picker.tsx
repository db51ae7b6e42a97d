import { Button, FileButton } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
	readonly onFile: (file: File) => void;
	readonly variant: "filled" | "default";
	readonly children: ReactNode;
}

export const FilePicker = ({ onFile, variant, children }: Props) => (
	<FileButton onChange={(file) => file && onFile(file)}>
		{(props) => (
			<Button {...props} variant={variant}>
				{children}
			</Button>
		)}
	</FileButton>
);
