import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/jetbrains-mono/index.css";
import "@mantine/core/styles.layer.css";
import "@mantine/dates/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@mantine/spotlight/styles.layer.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/theme.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.js";
import { connect } from "./app/client.js";
import { fetchOpened } from "./app/router.js";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

fetchOpened();
createRoot(root).render(
	<StrictMode>
		<App client={connect()} />
	</StrictMode>,
);
