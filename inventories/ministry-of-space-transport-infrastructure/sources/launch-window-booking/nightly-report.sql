SELECT operator, count(*) FROM launch_window WHERE opens > now() - interval '1 day' GROUP BY operator;
