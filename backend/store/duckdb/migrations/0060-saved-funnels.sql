-- body is JSON in the contract's words; name_key is the name in lower case, by which names are told apart.
CREATE TABLE funnels (id VARCHAR NOT NULL, name_key VARCHAR NOT NULL, body VARCHAR NOT NULL);
