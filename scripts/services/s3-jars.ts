import { join } from "node:path";
import { cacheFolder } from "./cache.js";
import { type Jars, provideJars } from "./jars.js";
import type { Part, Say } from "./part.js";
import pinned from "./s3-jars.json" with { type: "json" };

/** A server for the tests that speaks S3 and keeps its objects in a folder: S3Proxy from Maven Central, each jar pinned by its SHA-512. */
const version = "4.1.0";
const get = "your system's package manager: a Java of 17 or newer and Maven (Debian: default-jre-headless maven)";

export const s3Folder = (): string => join(cacheFolder(), `s3proxy-${version}`);

const jars = (): Jars => ({
	name: `S3Proxy ${version}`,
	folder: s3Folder(),
	artifacts: [
		{ group: "org.gaul", artifact: "s3proxy", version },
		// The one its own parent says; Maven takes an older one from outside.
		{ group: "com.fasterxml.jackson.core", artifact: "jackson-annotations", version: "2.22" },
	],
	// Its ways to the clouds, of which a folder needs none.
	without: {
		groups: [
			"com.azure",
			"com.github.java-json-tools",
			"com.github.openstack4j.core",
			"com.github.openstack4j.core.connectors",
			"com.google.api",
			"com.google.api-client",
			"com.google.api.grpc",
			"com.google.apis",
			"com.google.auth",
			"com.google.cloud",
			"com.google.cloud.opentelemetry",
			"com.google.http-client",
			"com.google.oauth-client",
			"com.google.protobuf",
			"com.microsoft.azure",
			"com.nimbusds",
			"com.squareup.okhttp3",
			"com.squareup.okio",
			"io.grpc",
			"io.opencensus",
			"io.projectreactor",
			"net.java.dev.jna",
			"org.apache.httpcomponents",
			"org.apache.httpcomponents.client5",
			"org.apache.httpcomponents.core5",
			"org.apache.sshd",
			"org.threeten",
		],
		artifacts: [],
	},
	pinned,
});

/** Java and Maven come with the system packages (system.ts). */
export const provideS3 = (say: Say): Promise<Part> => provideJars("S3Proxy", { jars: jars(), get }, say);
