//! Messages: kinds, and the state that is derived from what was seen.

mod state;

pub use state::{AttemptState, MessageStatus, Moments, Seen, Sending, status_of};

crate::words! {
    /// Which way a message goes.
    Direction {
        /// From the customer.
        Inbound = "inbound",
        /// To the customer.
        Outbound = "outbound",
    }
}

crate::words! {
    /// Who wrote it.
    Source {
        /// The customer.
        Customer = "customer",
        /// An API key.
        Api = "api",
        /// A person signed in here.
        Agent = "agent",
        /// Somebody at the business, in the WhatsApp Business app.
        PhoneApp = "phone_app",
        /// This server, by itself: an away message.
        Automation = "automation",
    }
}

crate::words! {
    /// What happens when the outcome of a send stays unknown and evidence says that it was not taken.
    DeliveryPolicy {
        /// A person decides.
        Hold = "hold",
        /// It is sent once more.
        ResendOnce = "resend_once",
    }
}

crate::words! {
    /// The two lines at a number's lane.
    Priority {
        /// An answer to a person: goes first.
        Reply = "reply",
        /// Campaigns and other bulk.
        Bulk = "bulk",
    }
}
