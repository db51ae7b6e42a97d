SELECT s.* REPLACE (coalesce(s.channel, 'direct') AS channel), b.by_value
FROM base_ses s LEFT JOIN by_ses b ON b.session_no = s.session_no
