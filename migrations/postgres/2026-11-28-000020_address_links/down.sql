DROP TABLE address_links;
