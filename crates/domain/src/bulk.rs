//! Work on many conversations at once: where it stands.

crate::words! {
    /// Where it stands.
    BulkState {
        /// How many match is being counted.
        Counting = "counting",
        /// It is being done.
        Running = "running",
        /// It was done to all.
        Done = "done",
        /// Who started it stopped it.
        Cancelled = "cancelled",
        /// Who started it may not do it any more.
        Failed = "failed",
    }
}

impl BulkState {
    /// Whether it goes on.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Counting | Self::Running)
    }
}
