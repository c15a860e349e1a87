-- The operator's part of the calendar of business days.

-- Official holidays that were imported. They replace the built-in table from the first to
-- the last day of the import.
CREATE TABLE holiday_imports (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    imported_at TIMESTAMP NOT NULL
);

CREATE TABLE holidays (
    date DATE NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
);

-- Days on which the operator does not work beside weekends, holidays and the year's end.
CREATE TABLE closings (
    date DATE NOT NULL PRIMARY KEY,
    reason TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
