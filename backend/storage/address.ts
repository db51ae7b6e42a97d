/** Where a connection string leads, for people: user and hosts, without password and options. */
export const shownAddress = (uri: string): string => {
	const [, scheme = "mongodb", rest = ""] = /^(mongodb(?:\+srv)?):\/\/(.*)$/s.exec(uri.trim()) ?? [];
	const place = rest.split(/[/?]/)[0] ?? "";
	const at = place.lastIndexOf("@");
	if (at < 0) return `${scheme}://${place}`;
	const user = place.slice(0, at).split(":")[0] ?? "";
	return `${scheme}://${user}:••••@${place.slice(at + 1)}`;
};

/** Whether it holds what nobody else may know: a user, or options beside the harmless ones. */
export const hasSecret = (uri: string): boolean => /@/.test(uri) || /[?&](?!(?:replicaSet|directConnection|authSource|tls|ssl)=)/.test(uri);
