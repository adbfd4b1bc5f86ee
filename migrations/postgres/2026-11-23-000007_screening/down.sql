DROP TABLE akismet_verdicts;
