DROP TABLE audit_texts;
DROP TABLE audit_events;
DROP TABLE audit_heads;
