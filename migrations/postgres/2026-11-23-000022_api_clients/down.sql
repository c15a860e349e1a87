DROP TABLE token_keys;
DROP TABLE user_group_api_clients;
DROP TABLE api_client_assertions;
DROP TABLE api_client_keys;
DROP TABLE api_client_secrets;
DROP TABLE api_clients;
