/** What docker-compose.yml takes from .env, and has no default for. */
export const composeSecrets = ["MONGO_PASSWORD", "MONGO_EXPRESS_PASSWORD", "SECRET_KEY"] as const;

const has = (text: string, name: string): boolean => new RegExp(`^${name}=.`, "m").test(text);

/** The text of an .env file with a value for each secret that it lacked. A password once used must stay: MongoDB keeps the first. */
export const withSecrets = (text: string, make: () => string): string => {
	const missing = composeSecrets.filter((name) => !has(text, name));
	const whole = text === "" || text.endsWith("\n") ? text : `${text}\n`;
	return whole + missing.map((name) => `${name}=${make()}\n`).join("");
};
