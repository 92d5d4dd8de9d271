//! Harness and the one integration test binary.
