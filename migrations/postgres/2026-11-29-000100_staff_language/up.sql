-- The language in which a member of the staff reads mails and the desk: the name of a translation, such as 'de'. NULL: the
-- site's language, also when that changes.
ALTER TABLE accounts ADD COLUMN language TEXT;
