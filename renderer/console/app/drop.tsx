import { IconUpload } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useImporter } from "../features/import/use-importer.js";
import { useMe } from "./queries.js";
import classes from "./shell.module.css";

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

const isInImport = (): boolean => window.location.pathname.endsWith("/import");

/** Files dropped anywhere go to Import, which shows its own hint when it is open. */
export const DropAnywhere = () => {
	const [over, setOver] = useState(false);
	const role = useMe().data?.role;
	const allowed = role === "owner" || role === "local";
	const importer = useImporter();
	const navigate = useNavigate();
	useEffect(() => {
		const drag = (event: DragEvent): void => {
			if (!hasFiles(event)) return;
			event.preventDefault();
			setOver(allowed && !isInImport());
		};
		const leave = (event: DragEvent): void => {
			if (event.relatedTarget === null) setOver(false);
		};
		const drop = (event: DragEvent): void => {
			setOver(false);
			if (!hasFiles(event)) return;
			event.preventDefault();
			const file = event.dataTransfer?.files[0];
			if (!file || !allowed) return;
			void importer.open(file);
			void navigate({ to: "/import" });
		};
		window.addEventListener("dragover", drag);
		window.addEventListener("dragleave", leave);
		window.addEventListener("drop", drop);
		return () => {
			window.removeEventListener("dragover", drag);
			window.removeEventListener("dragleave", leave);
			window.removeEventListener("drop", drop);
		};
	}, [allowed, importer, navigate]);
	if (!over) return null;
	return (
		<div className={classes.dropHint} aria-hidden>
			<IconUpload size={22} stroke={1.6} />
			Drop the file to see its columns
		</div>
	);
};
