//! Graph's error codes: HTTP status and title, as cloud-api.md §5 lists them.

/// HTTP status and title of a code; 400 for one that is not listed.
pub(crate) fn describe(code: i64) -> (u16, &'static str) {
    let known = CODES.iter().find(|(listed, _, _)| *listed == code);
    match (known, code) {
        (Some((_, status, title)), _) => (*status, title),
        (None, 200..=299) => (403, "Permissions error"),
        (None, _) => (400, "Invalid parameter"),
    }
}

const CODES: [(i64, u16, &str); 61] = [
    (0, 401, "Unable to authenticate the app user"),
    (1, 400, "An unknown error has occurred"),
    (2, 503, "Service temporarily unavailable"),
    (3, 500, "Capability or permissions issue"),
    (4, 400, "Application request limit reached"),
    (10, 403, "Permission denied"),
    (33, 400, "Parameter value is not valid"),
    (100, 400, "Invalid parameter"),
    (190, 401, "Invalid OAuth access token"),
    (368, 403, "Temporarily blocked for policies violations"),
    (613, 400, "Calls to this API have exceeded the rate limit"),
    (80007, 400, "Rate limit issues"),
    (130_429, 400, "Rate limit hit"),
    (130_472, 400, "User's number is part of an experiment"),
    (130_497, 403, "Business account is restricted from messaging users in this country"),
    (131_000, 500, "Something went wrong"),
    (131_005, 403, "Access denied"),
    (131_008, 400, "Required parameter is missing"),
    (131_009, 400, "Parameter value is not valid"),
    (131_016, 500, "Service unavailable"),
    (131_021, 400, "Recipient cannot be sender"),
    (131_026, 400, "Message undeliverable"),
    (131_030, 400, "Recipient phone number not in allowed list"),
    (131_031, 403, "Account has been locked"),
    (131_037, 400, "Display name not approved"),
    (131_041, 400, "Group messaging is not available for this number"),
    (131_042, 400, "Business eligibility payment issue"),
    (131_044, 400, "Payment issue for calling"),
    (131_045, 500, "Incorrect certificate"),
    (131_047, 400, "Re-engagement message"),
    (131_048, 400, "Spam rate limit hit"),
    (131_049, 400, "Meta chose not to deliver"),
    (131_050, 400, "User stopped marketing messages from this business"),
    (131_051, 400, "Unsupported message type"),
    (131_052, 400, "Media download error"),
    (131_053, 400, "Media upload error"),
    (131_055, 400, "Method not allowed"),
    (131_056, 400, "(Business Account, Consumer Account) pair rate limit hit"),
    (131_057, 500, "Account in maintenance mode"),
    (131_059, 400, "Paging cursor is invalid or has expired"),
    (131_061, 400, "Template must be sent through the marketing messages API"),
    (131_062, 400, "Business-scoped user id is not supported for this message"),
    (131_063, 400, "Marketing templates are disabled on Cloud API"),
    (131_064, 400, "Messaging limit reduced"),
    (132_000, 400, "Number of parameters does not match the expected number of params"),
    (132_001, 404, "Template name does not exist in the translation"),
    (132_005, 400, "Translated text too long"),
    (132_007, 400, "Template content policy violated"),
    (132_008, 400, "Template parameter is invalid"),
    (132_012, 400, "Parameter format does not match format in the created template"),
    (132_015, 400, "Template is paused"),
    (132_016, 400, "Template is disabled"),
    (132_018, 400, "Template parameter validation failed"),
    (132_068, 400, "Flow is blocked"),
    (132_069, 400, "Flow is throttled"),
    (133_004, 503, "Server temporarily unavailable"),
    (133_010, 400, "Phone number not registered"),
    (133_016, 400, "Account register or deregister rate limit exceeded"),
    (134_101, 400, "Template is still syncing"),
    (135_000, 400, "Generic user error"),
    (137_000, 400, "Identity key hash mismatch"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_listed_once_and_in_order() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(describe(131_000).0, 500);
        assert_eq!(describe(210).0, 403);
        assert_eq!(describe(132_001).0, 404);
    }
}
