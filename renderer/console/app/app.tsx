import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { mayRetry } from "../ui/failure.js";
import { type Client, ClientProvider } from "./client.js";
import { router } from "./router.js";
import { theme } from "./theme.js";

const makeQueries = (): QueryClient =>
	new QueryClient({
		defaultOptions: {
			queries: {
				retry: (count, error) => count < 2 && mayRetry(error),
				staleTime: 5_000,
				/** A message port and 127.0.0.1 work without a network. */
				networkMode: "always",
			},
			mutations: { networkMode: "always" },
		},
	});

export const App = ({ client }: { client: Client }) => {
	const [queries] = useState(makeQueries);
	return (
		<ClientProvider client={client}>
			<QueryClientProvider client={queries}>
				<MantineProvider theme={theme} defaultColorScheme="auto">
					<RouterProvider router={router} />
				</MantineProvider>
			</QueryClientProvider>
		</ClientProvider>
	);
};
