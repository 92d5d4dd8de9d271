//! Meta's side: a Graph API with memory, signed webhooks, faults and personas.
