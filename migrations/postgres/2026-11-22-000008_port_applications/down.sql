DROP TABLE port_application_events;
DROP TABLE port_applications;
DROP TABLE serial_numbers;
