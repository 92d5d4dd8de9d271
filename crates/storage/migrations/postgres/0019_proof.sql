-- Whether Meta confirmed that a number under an app of the platform is its tenant's. Numbers registered before this
-- count as confirmed.

ALTER TABLE phone_numbers ADD COLUMN proof TEXT NOT NULL DEFAULT 'proved'
  CHECK (proof IN ('due', 'proved', 'open', 'refused'));
