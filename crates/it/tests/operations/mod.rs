//! What an operator trusts to happen by itself: backups.

mod backups;
