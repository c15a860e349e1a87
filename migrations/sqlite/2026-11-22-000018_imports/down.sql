DROP TABLE import_accounts;
DROP TABLE imports;
