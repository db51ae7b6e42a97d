SELECT * EXCEPT (channel), coalesce(channel, 'direct') AS channel, /*base_ses.by*/ AS by_value FROM base_ses
