import { expect, it } from "vitest";
import { hasSecret, shownAddress } from "./address.js";

it("shows hosts and user of a connection string, and neither password nor options", () => {
	const shown = {
		"mongodb://127.0.0.1:27017": "mongodb://127.0.0.1:27017",
		"mongodb://ana:s3cret@db.example:27017,db2.example/?replicaSet=r": "mongodb://ana:••••@db.example:27017,db2.example",
		"mongodb+srv://ana:p%40ss@cluster.example/shop?authSource=admin": "mongodb+srv://ana:••••@cluster.example",
		"mongodb://ana:with@sign@host": "mongodb://ana:••••@host",
		"mongodb://host/?authMechanismProperties=AWS_SESSION_TOKEN:abc": "mongodb://host",
	};
	for (const [uri, expected] of Object.entries(shown)) expect(shownAddress(uri)).toBe(expected);
});

it("takes for a secret whatever is not known to be none", () => {
	for (const uri of ["mongodb://a:b@h", "mongodb://a@h", "mongodb://h/?authMechanismProperties=AWS_SESSION_TOKEN:abc"])
		expect(hasSecret(uri), uri).toBe(true);
	for (const uri of ["mongodb://h", "mongodb://h:1,i:2/?replicaSet=r&directConnection=true"]) expect(hasSecret(uri), uri).toBe(false);
});
