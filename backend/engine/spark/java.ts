export interface JavaLack {
	readonly what: string;
	readonly remedy: string;
}

const install = "Install a Java of 17 or newer (Debian: default-jre-headless), or name the folder of one in JAVA_HOME";

/** Why Spark's Java did not begin, by what its launcher wrote; null where that is not the reason. */
export const javaLack = (said: string): JavaLack | null => {
	if (!said.includes("JAVA_GATEWAY_EXITED")) return null;
	const [, home] = /line \d+: (.+)\/bin\/java: No such file/.exec(said) ?? [];
	if (home) return { what: `there is no Java in ${home}, which JAVA_HOME names.`, remedy: install };
	if (/JAVA_HOME (?:environment variable )?is not set|java: (?:command )?not found/.test(said))
		return { what: "there is no Java on the PATH, and JAVA_HOME names none.", remedy: install };
	return /UnsupportedClassVersionError|more recent version of the Java Runtime/.test(said)
		? { what: "its Java is older than 17.", remedy: install }
		: null;
};
