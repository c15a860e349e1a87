DROP TABLE contract_import_rows;
DROP TABLE contract_imports;
-- The kinds of imports stay as they are: files of groups may have come.
