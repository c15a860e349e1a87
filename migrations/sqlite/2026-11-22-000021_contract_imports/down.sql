DROP TABLE contract_import_rows;
DROP TABLE contract_imports;
