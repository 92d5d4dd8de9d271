//! The views of the inbox: what everybody works from.

crate::words! {
    /// A view of the inbox. Without a status it holds open and pending conversations.
    InboxView {
        /// Assigned to whoever looks.
        Mine = "mine",
        /// Assigned to a team of whoever looks.
        Team = "team",
        /// Assigned to nobody.
        Unassigned = "unassigned",
        /// All that whoever looks may see.
        All = "all",
    }
}

crate::words! {
    /// The order of a list of conversations.
    ListOrder {
        /// The latest activity first.
        Latest = "latest",
        /// The oldest activity first.
        Oldest = "oldest",
        /// Only those where the customer wrote last, who has waited longest for an answer first.
        Waiting = "waiting",
    }
}
