-- How much of a number's own a company allows itself: messages in any minute, and in a day of its own time.
ALTER TABLE phone_numbers ADD COLUMN cap_per_minute bigint;
ALTER TABLE phone_numbers ADD COLUMN cap_per_day bigint;
