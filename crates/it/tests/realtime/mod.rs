//! Real time.
