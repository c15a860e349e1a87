DROP TABLE closings;
DROP TABLE holidays;
DROP TABLE holiday_imports;
