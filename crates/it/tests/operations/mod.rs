//! What an operator trusts to happen by itself: backups, and that what is over goes.

mod backups;
mod retention;
