DROP INDEX deliveries_message_id;
