/** Loaded into the main process before the program: writes down every place that Node is asked to reach, one a line. */
const { appendFileSync } = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

const file = process.env.OUTBOUND_LOG;
const note = (how, where) => appendFileSync(file, `${how} ${where}\n`);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
	const [first] = Array.isArray(args[0]) ? args[0] : args;
	const told = typeof first === "object" && first !== null ? first : { port: first, host: args[1] };
	if (told.path === undefined || told.path === null) note("tcp", `${told.host ?? "localhost"}:${told.port}`);
	return connect.apply(this, args);
};
const { connect: bind, send } = dgram.Socket.prototype;
const told = (args) => args.filter((one) => typeof one === "string" || typeof one === "number").join(" ");
dgram.Socket.prototype.connect = function (...args) {
	note("udp", told(args));
	return bind.apply(this, args);
};
dgram.Socket.prototype.send = function (...args) {
	note("udp", told(args.slice(1)));
	return send.apply(this, args);
};
for (const of of [dns, dns.promises]) {
	for (const name of Object.keys(of).filter((key) => /^(?:lookup|resolve)/.test(key))) {
		const ask = of[name];
		of[name] = function (host, ...rest) {
			note("dns", host);
			return ask.call(this, host, ...rest);
		};
	}
}
syncBuiltinESMExports();
note("hook", "loaded");
