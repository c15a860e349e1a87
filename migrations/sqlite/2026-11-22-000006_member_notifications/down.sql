DROP TABLE member_notification_addresses;
ALTER TABLE members DROP COLUMN notifications_version;
ALTER TABLE members DROP COLUMN mail_language;
ALTER TABLE members DROP COLUMN max_added_ports;
