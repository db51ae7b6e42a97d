SELECT e.*, r.session_key FROM ev e JOIN run_sessionised r ON r.seq = e.seq
