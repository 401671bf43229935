//! The two shipped models belong together.

use sayso_attribute::net::Net;
use sayso_read::Reader;

#[test]
fn attribution_was_trained_on_the_shipped_reading() {
    let net = Net::load(sayso_model_attribute_en_1::BYTES).expect("the built-in model loads");
    assert_eq!(net.header().reading, Reader::embedded().model_digest());
}
