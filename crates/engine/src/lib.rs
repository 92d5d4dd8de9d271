//! Use cases and jobs: what Recado does, without HTTP.
