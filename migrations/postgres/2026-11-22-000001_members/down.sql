DROP TABLE member_notes;
DROP TABLE member_options;
DROP TABLE members;
