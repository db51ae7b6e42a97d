SELECT count(*) AS events, CAST(coalesce(bit_xor(hash(whole)), 0) AS VARCHAR) AS proof FROM (/*rows*/) whole
