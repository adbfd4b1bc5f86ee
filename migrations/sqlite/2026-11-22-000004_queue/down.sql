DROP TABLE suppressions;
DROP TABLE deliveries;
DROP TABLE jobs;
